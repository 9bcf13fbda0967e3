// Every reason and near miss in the words of both sides.
import { describe, expect, it } from 'vitest';
import { nearMissCodes, reasonCodes, type StoredNearMiss, type StoredReason } from './matching.ts';
import { listed, pounds, poundsRange, toNearMiss, toReason, type Labels } from './words.ts';

const labels: Labels = {
  serviceAreas: { 'health_social_care.low_vision': 'Low vision' },
  localAuthorities: { E08000037: 'Gateshead' },
};
const range = { kind: 'investment', min: 50_000, max: 120_000, wantedMin: 25_000, wantedMax: 250_000 } as const;

describe('money', () => {
  it.each([
    [1234, '£1,234'],
    [0, '£0'],
    [1_000_000_000, '£1,000,000,000'],
  ])('%d is %s', (amount, words) => {
    expect(pounds(amount)).toBe(words);
  });

  it.each([
    [50_000, 120_000, '£50,000–£120,000'],
    [null, 120_000, 'up to £120,000'],
    [0, 120_000, 'up to £120,000'],
    [50_000, null, '£50,000 or more'],
    [50_000, 50_000, '£50,000'],
    [0, 0, '£0'],
    [0, null, 'any amount'],
    [null, null, 'any amount'],
  ])('from %s to %s is %s', (min, max, words) => {
    expect(poundsRange(min, max)).toBe(words);
  });
});

describe('lists', () => {
  it.each([
    [[], ''],
    [['one'], 'one'],
    [['one', 'two'], 'one and two'],
    [['one', 'two', 'three'], 'one, two and three'],
  ])('%j is “%s”', (items, words) => {
    expect(listed(items)).toBe(words);
  });
});

const reasons: [StoredReason, string, string][] = [
  [
    { code: 'ask_fits', asks: ['contract', 'investment', 'peers'] },
    'seeks a contract, investment and peers to learn with',
    'seeks a contract, investment and peers to learn with',
  ],
  [
    { code: 'amount_fits', ...range },
    'seeks investment of £50,000–£120,000; you invest £25,000–£250,000',
    'seeks investment of £50,000–£120,000; they invest £25,000–£250,000',
  ],
  [
    { code: 'amount_fits', kind: 'contract', min: null, max: 90_000, wantedMin: null, wantedMax: 500_000 },
    'seeks a contract of up to £90,000 a year; you give contracts of up to £500,000 a year',
    'seeks a contract of up to £90,000 a year; they give contracts of up to £500,000 a year',
  ],
  [
    { code: 'amount_fits', kind: 'research', min: 20_000, max: null, wantedMin: 30_000, wantedMax: null },
    'seeks research of £20,000 or more; you fund research of £30,000 or more',
    'seeks research of £20,000 or more; they fund research of £30,000 or more',
  ],
  [
    { code: 'service_area_fits', serviceAreas: ['health_social_care.low_vision', 'gone.by'] },
    'is in Low vision and gone.by, which you named',
    'is in Low vision and gone.by, which they named',
  ],
  [
    { code: 'region_fits', places: ['E08000037', 'TLC'] },
    'works in Gateshead and North East',
    'works in Gateshead and North East',
  ],
  [{ code: 'national' }, 'works across the UK, so where you work too', 'works across the UK, so where they work too'],
  [{ code: 'stage_fits', stage: 'pilot' }, 'is at the pilot stage', 'is at the pilot stage'],
  [{ code: 'innovation_type_fits', innovationType: 'new_service' }, 'is a new service', 'is a new service'],
  [
    { code: 'beneficiaries_fit', beneficiaries: ['older_people', 'lgbt_people'] },
    'helps older people and LGBT+ people',
    'helps older people and LGBT+ people',
  ],
  [
    { code: 'evidence_fits', level: 2, reviewed: true, minEvidence: 1 },
    'has evidence at level 2 (correlation), reviewed; you ask for level 1 or more',
    'has evidence at level 2 (correlation), reviewed; they ask for level 1 or more',
  ],
  [{ code: 'words_found', q: 'sight loss' }, 'has the words you look for: sight loss', 'has the words they look for'],
  [
    {
      code: 'words_found',
      q: 'NEET',
      bySynonym: [{ asked: 'NEET', found: 'not in education employment or training' }],
    },
    'has the words “not in education employment or training” (you look for NEET)',
    'has the words they look for',
  ],
  [
    {
      code: 'words_found',
      q: 'blind youth county',
      bySynonym: [
        { asked: 'blind', found: 'sight loss' },
        { asked: 'youth', found: 'young people' },
      ],
    },
    'has the words you look for: blind youth county (“sight loss” for blind and “young people” for youth)',
    'has the words they look for',
  ],
  [
    { code: 'verified' },
    'comes from an organisation that was checked against its register',
    'comes from an organisation that was checked against its register',
  ],
  [
    { code: 'organisation_fits' },
    'comes from an organisation that you named',
    'comes from an organisation that they named',
  ],
  [
    { code: 'asks_for_everything' },
    'is a published innovation, and you asked to hear of all',
    'is a published innovation, and they asked to hear of all',
  ],
];

describe('reasons', () => {
  it.each(reasons)('%o', (stored, ours, theirs) => {
    expect(toReason(stored, labels, 'interest').text).toBe(ours);
    expect(toReason(stored, labels, 'listing').text).toBe(theirs);
  });

  it('are all worded', () => {
    expect(new Set(reasons.map(([{ code }]) => code))).toEqual(new Set(reasonCodes));
  });

  it('keep their values, but for the words somebody looks for', () => {
    expect(toReason({ code: 'amount_fits', ...range }, labels, 'listing')).toMatchObject(range);
    const found: StoredReason = { code: 'words_found', q: 'private', bySynonym: [{ asked: 'private', found: 'own' }] };
    const told = toReason(found, labels, 'listing');
    expect(told).toEqual({ code: 'words_found', text: 'has the words they look for' });
  });
});

const nearMisses: [StoredNearMiss, string][] = [
  [
    { code: 'beneficiaries_miss', beneficiaries: ['carers', 'veterans'] },
    'does not say that it helps carers or veterans',
  ],
  [{ code: 'evidence_not_reviewed', level: 1 }, 'its evidence, level 1 (account of impact), has not been reviewed yet'],
  [{ code: 'could_work_in_region', regions: ['TLD', 'TLL'] }, 'does not work in North West or Wales yet, but could'],
  [{ code: 'amount_not_stated', kind: 'investment' }, 'does not say how much investment it seeks'],
  [{ code: 'amount_not_stated', kind: 'contract' }, 'does not say how large a contract it seeks'],
  [{ code: 'amount_not_stated', kind: 'research' }, 'does not say how much research money it seeks'],
  [
    { code: 'amount_partly', ...range, wantedMax: 100_000 },
    'seeks investment of £50,000–£120,000, part of it outside the £25,000–£100,000 you named',
  ],
  [
    { code: 'amount_partly', ...range, wantedMin: null, wantedMax: 100_000 },
    'seeks investment of £50,000–£120,000, part of it above the £100,000 you named',
  ],
  [
    { code: 'amount_partly', ...range, wantedMin: 60_000, wantedMax: null },
    'seeks investment of £50,000–£120,000, part of it below the £60,000 you named',
  ],
];

describe('near misses', () => {
  it.each(nearMisses)('%o', (stored, words) => {
    expect(toNearMiss(stored, 'interest').text).toBe(words);
    expect(toNearMiss(stored, 'listing').text).toBe(words.replace(' you ', ' they '));
  });

  it('are all worded', () => {
    expect(new Set(nearMisses.map(([{ code }]) => code))).toEqual(new Set(nearMissCodes));
  });
});
