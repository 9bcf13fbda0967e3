// What would widen the circle, and who stays unnamed, in words.
import { describe, expect, it } from 'vitest';
import { wideningCodes, type StoredWidening } from './matching.ts';
import { toWidening, unnamed } from './widening-words.ts';

const labels = { serviceAreas: { employment_services: 'Employment services' }, localAuthorities: {} };
const where = { regions: ['TLC'], couldWorkIn: ['TLI'] } as const;
const said = (given: Partial<StoredWidening>) =>
  toWidening(
    { code: 'needs_review', kind: null, key: '', organisations: 4, allFund: true, allCommission: false, ...given },
    labels,
    where,
  ).text;

describe('toWidening', () => {
  it.each<[Partial<StoredWidening>, string]>([
    [{ code: 'needs_evidence', key: '2' }, '4 funders need evidence level 2'],
    [
      { code: 'needs_review', allFund: false, allCommission: true },
      '4 commissioners count evidence only when it has been reviewed',
    ],
    [{ code: 'needs_verification', allFund: false }, '4 organisations take verified organisations only'],
    [{ code: 'works_elsewhere', key: 'TLI' }, '4 funders look in London; you said you could work there'],
    [{ code: 'works_elsewhere', key: 'TLD' }, '4 funders look in the North West; you do not work there'],
    [{ code: 'works_elsewhere', key: 'TLC' }, '4 funders look in parts of the North East where you do not work'],
    [
      { code: 'begins_at', kind: 'contract', key: '25000' },
      '4 funders give contracts, and begin at £25,000 a year or a little less: more than you seek',
    ],
    [
      { code: 'ends_at', kind: 'investment', key: '10000' },
      '4 funders invest, up to £10,000 or a little more: less than you seek',
    ],
    [{ code: 'other_ask', key: 'research' }, '4 funders look for what you do not seek: research'],
    [{ code: 'other_stage', key: 'scale' }, '4 funders look for the scale stage'],
    [
      { code: 'other_innovation_type', key: 'new_service' },
      '4 funders look for another kind of innovation: a new service',
    ],
    [{ code: 'other_beneficiaries', key: 'carers' }, '4 funders look for help for carers'],
    [{ code: 'other_service_area', key: 'employment_services' }, '4 funders look in employment services'],
  ])('%j is “%s”', (given, words) => {
    expect(said(given)).toBe(words);
  });

  it('has words for every code', () => {
    for (const code of wideningCodes) expect(said({ code, key: '1' })).toContain('4 funders ');
  });
});

describe('unnamed', () => {
  it('says what somebody is, and where unless that gives them away', () => {
    expect(unnamed(['funder', 'innovator'], 'TLE')).toBe('A funder in Yorkshire and The Humber');
    expect(unnamed(['commissioner'], null)).toBe('A commissioner');
    expect(unnamed(['innovator'], 'TLN')).toBe('An innovator in Northern Ireland');
  });
});
