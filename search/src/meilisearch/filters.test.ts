// Filters in Meilisearch's language, and queries in the form that it reads.
import { ListingQuery } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { quote, toFilter, toGates } from './filters.ts';
import { toMeiliQuery } from './query.ts';

const filter = (query: Record<string, unknown>) => toFilter(toGates(ListingQuery.parse(query)));

describe('filters', () => {
  it('quote whatever is in a value', () => {
    expect(quote('a" OR 1 = 1')).toBe('"a\\" OR 1 = 1"');
    expect(quote('a\\" OR 1 = 1')).toBe('"a\\\\\\" OR 1 = 1"');
    expect(quote("it's")).toBe(`"it's"`);
  });

  it('are one condition each', () => {
    expect(filter({})).toEqual([]);
    expect(filter({ stage: ['pilot', 'scale'], verified: 'true', minEvidence: '2' })).toEqual([
      'stage IN ["pilot", "scale"]',
      'filters.evidence = 2',
      'verified = true',
    ]);
  });

  it('hold amounts to the money of each kind', () => {
    expect(filter({ ask: ['contract', 'peers'], amountMin: '5', amountMax: '9' })).toEqual([
      '((filters.asks = "contract" AND filters.max.contract >= 5 AND filters.min.contract <= 9) OR (filters.asks = "peers"))',
    ]);
  });

  it('leave out one facet', () => {
    const gates = toGates(ListingQuery.parse({ stage: 'pilot', region: 'TLC' }));
    expect(toFilter(gates, 'stage')).toEqual(['(regions IN ["TLC"])']);
  });
});

describe('toMeiliQuery', () => {
  it.each([
    ['help for the blind', 'help blind'],
    ['the of and', ''],
    ['re-offending "low vision', 're-offending low vision'],
    [
      '"in the home" -prison -"old age"',
      '"in the home" -prison -"old age"'.replace('-prison -"old age"', '-"old age" -prison'),
    ],
    ['NEET, not in education, employment or training', 'neet not in education employment or training'],
  ])('%s', (q, expected) => {
    expect(toMeiliQuery(q)).toBe(expected);
  });
});
