// Listings side by side: what differs, said in words.
import { askKinds, toCodeList, type Listing, type Reference } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { comparedIds, compareHref, compareTable, compareView, differencesInWords } from './compare.ts';

const reference = {
  askKinds: toCodeList(askKinds),
  serviceAreas: [
    { code: 'a', label: 'Audiology' },
    { code: 'b', label: 'Befriending' },
  ],
} as unknown as Reference;
const aListing = (slug: string, changes: Partial<Listing> = {}) =>
  ({
    id: slug,
    slug,
    title: `The ${slug}`,
    summary: 'Same words',
    organisation: { name: 'Us', verified: true },
    asks: [],
    stage: 'pilot',
    evidenceLevel: 2,
    reviewedEvidenceLevel: null,
    reviewedEvidenceNote: null,
    evidenceNextStep: null,
    evidenceReviewedAt: null,
    evidenceAnswers: [],
    outcomes: [],
    serviceAreas: ['a', 'b'],
    beneficiaries: [],
    national: true,
    regions: [],
    innovationType: null,
    peopleHelpedPerYear: null,
    costPerPerson: null,
    startedOn: null,
    replicationTerms: null,
    evidence: [],
    ...changes,
  }) as unknown as Listing;

describe('comparing', () => {
  const view = compareView(
    [aListing('one'), aListing('two', { costPerPerson: 120, serviceAreas: ['b', 'a'], stage: 'scale' })],
    reference,
  );
  const row = (label: string) => view.rows.find((one) => one.label === label);

  it('says of each row whether they differ; the order of a list is no difference', () => {
    expect(row('Stage')).toEqual({ label: 'Stage', cells: [['Pilot'], ['Scale']], differs: true });
    expect(row('Service areas')?.differs).toBe(false);
    expect(row('Cost for each person')?.cells).toEqual([['Not said'], ['£120']]);
    expect(row('Started')).toBeUndefined();
    expect(differencesInWords(view)).toBe(`They differ in 2 rows of ${view.rows.length}.`);
    expect(compareView([aListing('one')], reference).rows[0]?.differs).toBeNull();
  });

  it('sets the terms of each kind of ask beside those of the same kind', () => {
    const seeks = (...asks: unknown[]) => ({ asks: asks as Listing['asks'] });
    const asks = compareView(
      [
        aListing('one', seeks({ kind: 'peers', topic: 'Buses' }, { kind: 'investment', instruments: ['loan'] })),
        aListing('two', seeks({ kind: 'investment', instruments: [] })),
      ],
      reference,
    );
    expect(asks.rows.filter(({ label }) => /^The /.test(label))).toEqual([
      { label: 'The investment', cells: [['Kind: Loan'], ['Not said']], differs: true },
      { label: 'The peers', cells: [['About: Buses'], ['Not sought']], differs: true },
    ]);
  });

  it('makes a table and links without one of them', () => {
    expect(view.listings[0]).toMatchObject({ href: '/listings/one', without: '/compare?id=two' });
    const table = compareTable(view);
    expect(table[0]).toEqual(['', 'The one', 'The two', 'Difference']);
    expect(table).toContainEqual(['Stage', 'Pilot', 'Scale', 'differs']);
    expect(new Set(table.map(({ length }) => length))).toEqual(new Set([4]));
  });

  it('takes four from the address, each once, and nothing that is no name', () => {
    const { ids, left } = comparedIds(new URL('http://x/compare?id=a&id=a&id=b&id=c&id=d&id=e&id=../x'));
    expect({ ids, left }).toEqual({ ids: ['a', 'b', 'c', 'd'], left: 1 });
    expect(compareHref([])).toBe('/compare');
  });
});
