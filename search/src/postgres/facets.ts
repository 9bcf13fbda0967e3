// Counting: from the groups of one pass over the hits to the total and the counts of every facet.
import { facetNames, type FacetName, type Facets } from '@exchange/contracts';
import { facetValues, toFacets } from '../listings/facets.ts';
import { type CodeBook } from './codes.ts';
import { gates } from './filters.ts';

/** The hits that fail the same gates: none (0), or a single one. */
export interface Group {
  fails: number;
  hits: number;
  /** Their facet values, 16-bit numbers one after the other, as hex. */
  facets: string;
  /** How many of them have a fitting ask of each kind, in the order of the list. */
  asks: number[];
}

/**
 * Total and counts. A hit that fails no filter counts everywhere; one that fails a single facet's filter counts in that facet,
 * since it would be a result if only that filter were another.
 */
export async function toCounts(groups: readonly Group[], codes: CodeBook): Promise<{ total: number; facets: Facets }> {
  const counts = new Map(facetNames.map((facet) => [facet, new Map<string, number>()]));
  let total = 0;
  for (const group of groups) {
    const only = group.fails === 0 ? undefined : gates[Math.log2(group.fails)];
    if (only === undefined) total += group.hits;
    const numbers = [...group.asks.entries(), ...tally(group.facets)];
    for (const [number, hits] of numbers) {
      const { facet, value } = facetValues[number] ?? (await serviceArea(number, codes));
      const countsOfFacet = only === undefined || only === facet ? counts.get(facet) : undefined;
      countsOfFacet?.set(value, (countsOfFacet.get(value) ?? 0) + hits);
    }
  }
  return { total, facets: toFacets((facet) => counts.get(facet) ?? new Map()) };
}

async function serviceArea(number: number, codes: CodeBook): Promise<{ facet: FacetName; value: string }> {
  const code = await codes.codeOf(number);
  return { facet: 'serviceArea', value: code?.replace('serviceArea:', '') ?? '' };
}

/** How often each number stands in a run of 16-bit numbers. */
function tally(hex: string): Map<number, number> {
  const bytes = Buffer.from(hex, 'hex');
  const counts = new Map<number, number>();
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const number = bytes.readUInt16BE(at);
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}
