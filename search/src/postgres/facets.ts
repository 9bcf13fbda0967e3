// Counting: from the groups of one pass over the hits to the total and the counts of every facet.
import { amountBands, facetNames, type Facets, type ListingFilters } from '@exchange/contracts';
import { facetValues, gateOf, toFacets, type FacetValue } from '../listings/facets.ts';
import { codeOf, FIRST_AUTHORITY, type CodeBook } from './codes.ts';
import { gates } from './filters.ts';

/** The hits that fail the same gates: none (0), or a single one. */
export interface Group {
  fails: number;
  hits: number;
  /** Their facet values, 16-bit numbers one after the other, as hex. */
  facets: string;
  /** The organisation of each, 32-bit numbers, as hex. */
  organisations: string;
  /** How many of them have a fitting ask of each kind, in the order of the list. */
  asks: number[];
  /** How many of them reach into each band of amounts, by the kinds of ask that are chosen. */
  bands: number[];
}

/**
 * Total and counts. A hit that fails no filter counts everywhere; one that fails a single facet's filter counts in that facet,
 * since it would be a result if only that filter were another.
 */
export async function toCounts(
  groups: readonly Group[],
  codes: CodeBook,
  filters: ListingFilters,
): Promise<{ total: number; facets: Facets }> {
  const counts = new Map(facetNames.map((facet) => [facet, new Map<string, number>()]));
  let total = 0;
  for (const group of groups) {
    const only = group.fails === 0 ? undefined : gates[Math.log2(group.fails)];
    if (only === undefined) total += group.hits;
    const add = ({ facet, value }: FacetValue, hits: number) => {
      const countsOfFacet = only === undefined || only === gateOf(facet) ? counts.get(facet) : undefined;
      countsOfFacet?.set(value, (countsOfFacet.get(value) ?? 0) + hits);
    };
    for (const [number, hits] of [...group.asks.entries(), ...tally(group.facets, 2)])
      add(facetValues[number] ?? (await growing(number, codes)), hits);
    for (const [band, { value }] of amountBands.entries()) add({ facet: 'amount', value }, group.bands[band] ?? 0);
    if (only !== undefined && only !== 'organisation') continue;
    const organisations = tally(group.organisations, 4);
    const values = await codes.codesOf([...organisations.keys()]);
    const prefix = codeOf.organisationValue('').length;
    let place = 0;
    for (const hits of organisations.values())
      add({ facet: 'organisation', value: values[place++]?.slice(prefix) ?? '' }, hits);
  }
  return { total, facets: toFacets((facet) => counts.get(facet) ?? new Map(), filters) };
}

/** The value behind a number, without what tells the codes apart. */
async function read(number: number, codes: CodeBook, prefix: string): Promise<string> {
  return (await codes.codeOf(number))?.slice(prefix.length) ?? '';
}

/** A value of a facet that grows. */
async function growing(number: number, codes: CodeBook): Promise<FacetValue> {
  return number < FIRST_AUTHORITY
    ? { facet: 'serviceArea', value: await read(number, codes, codeOf.serviceArea('')) }
    : { facet: 'localAuthority', value: await read(number, codes, codeOf.localAuthority('')) };
}

/** How often each number stands in a run of numbers of so many bytes. */
function tally(hex: string, size: 2 | 4): Map<number, number> {
  const bytes = Buffer.from(hex, 'hex');
  const counts = new Map<number, number>();
  for (let at = 0; at + size <= bytes.length; at += size) {
    const number = bytes.readUIntBE(at, size);
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}
