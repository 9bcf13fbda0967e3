// Counting: from the groups of one pass over the hits to the total and the counts of every facet.
import { facetNames, type FacetName, type Facets } from '@exchange/contracts';
import { FIRST_SERVICE_AREA, facetValues, type CodeBook } from './codes.ts';
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
  const counts = new Map<number, number>();
  const areas = new Map<string, number>();
  let total = 0;
  for (const group of groups) {
    const only = group.fails === 0 ? undefined : gates[Math.log2(group.fails)];
    if (only === undefined) total += group.hits;
    if (only === undefined || only === 'ask')
      group.asks.forEach((hits, number) => counts.set(number, (counts.get(number) ?? 0) + hits));
    for (const [number, hits] of tally(group.facets)) {
      if (number < FIRST_SERVICE_AREA) {
        if (only === undefined || facetValues[number]?.facet === only)
          counts.set(number, (counts.get(number) ?? 0) + hits);
      } else if (only === undefined || only === 'serviceArea') {
        const code = await codes.codeOf(number);
        if (code !== undefined) areas.set(code, (areas.get(code) ?? 0) + hits);
      }
    }
  }
  return { total, facets: toFacets(counts, areas) };
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

/** Values with a count, in the order of their lists; service areas by code. */
function toFacets(counts: ReadonlyMap<number, number>, areas: ReadonlyMap<string, number>): Facets {
  const facets = Object.fromEntries(facetNames.map((name) => [name, []])) as unknown as Record<
    FacetName,
    { value: string; count: number }[]
  >;
  facetValues.forEach(({ facet, value }, number) => {
    const count = counts.get(number);
    if (count) facets[facet].push({ value, count });
  });
  facets.serviceArea = [...areas]
    .map(([code, count]) => ({ value: code.replace('serviceArea:', ''), count }))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
  return facets;
}
