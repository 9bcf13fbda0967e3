// The values of the facets, and the order in which they are shown. No I/O.
import {
  amountBands,
  askKinds,
  beneficiaryGroups,
  evidenceLevels,
  facetNames,
  innovationTypes,
  regions,
  stages,
  type AskKind,
  type FacetCount,
  type FacetName,
  type Facets,
  type ListingFilters,
} from '@exchange/contracts';
import type { DocumentAsk, ListingDocument } from './document.ts';
import { authorityRegion } from './places.ts';

export const lists = {
  ask: Object.keys(askKinds),
  stage: Object.keys(stages),
  innovationType: Object.keys(innovationTypes),
  region: Object.keys(regions),
  beneficiary: Object.keys(beneficiaryGroups),
};

export interface FacetValue {
  facet: FacetName;
  value: string;
}

/** Stands for a region that is covered as a whole: it counts for each of the region's authorities. */
export const whole = (region: string) => `whole:${region}`;

/** Every value of the fixed facets. */
export const facetValues: readonly FacetValue[] = [
  ...lists.ask.map((value) => ({ facet: 'ask' as const, value })),
  ...lists.stage.map((value) => ({ facet: 'stage' as const, value })),
  ...lists.innovationType.map((value) => ({ facet: 'innovationType' as const, value })),
  ...lists.region.map((value) => ({ facet: 'region' as const, value })),
  ...lists.beneficiary.map((value) => ({ facet: 'beneficiary' as const, value })),
  ...evidenceLevels.map((_, level) => ({ facet: 'minEvidence' as const, value: String(level) })),
  { facet: 'verified', value: 'true' },
  ...lists.region.map((region) => ({ facet: 'localAuthority' as const, value: whole(region) })),
  ...amountBands.map(({ value }) => ({ facet: 'amount' as const, value })),
];

/**
 * The facet whose filter is left out of a facet's counts: regions and authorities are one filter, and so are kinds of ask and their amounts. The
 * counts of amounts heed the kinds all the same, and those of kinds the amounts: one and the same ask must be of the kind and of the amount.
 */
export type Gate = Exclude<FacetName, 'localAuthority' | 'amount'>;
export const gateOf = (facet: FacetName): Gate =>
  facet === 'localAuthority' ? 'region' : facet === 'amount' ? 'ask' : facet;

/** The bands that the money of asks reaches into, when only these kinds count. */
export const bandsOf = (asks: readonly DocumentAsk[], kinds: readonly AskKind[]): string[] =>
  amountBands
    .filter(({ min: low, max: high }) =>
      asks.some(({ kind, min, max }) => kinds.includes(kind) && max >= (low ?? 0) && min <= (high ?? Infinity)),
    )
    .map(({ value }) => value);

/** The authorities that a listing names and that count for it alone; what is everywhere counts by its whole regions. */
export const namedAuthorities = ({ national, localAuthorities }: ListingDocument): string[] =>
  national ? [] : localAuthorities;

/** An organisation as a value that says all that the facet shows: slug, id and name. */
export const organisationValue = ({ organisationSlug, organisationId, organisationName }: ListingDocument): string =>
  `${organisationSlug} ${organisationId} ${organisationName}`;

/** Of values without end only the most frequent are shown, and those that are chosen. */
const MOST = { localAuthority: 30, organisation: 20 };

type Counts = ReadonlyMap<string, number>;
type Chosen = Pick<ListingFilters, 'localAuthority' | 'organisation'>;

function mostOf(all: FacetCount[], most: number, isChosen: (value: string) => boolean): FacetCount[] {
  const sorted = all.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return sorted.filter(({ value }, place) => place < most || isChosen(value));
}

/** Those that a result names, and those chosen: each with what names it, and what covers its region as a whole. */
function toAuthorities(counts: Counts, chosen: readonly string[]): FacetCount[] {
  const codes = [...counts.keys()].filter((value) => !value.startsWith('whole:'));
  const all = [...new Set([...codes, ...chosen])].map((value) => ({
    value,
    count: (counts.get(value) ?? 0) + (counts.get(whole(authorityRegion(value) ?? '')) ?? 0),
  }));
  return mostOf(all, MOST.localAuthority, (value) => chosen.includes(value));
}

const moreFirst = (a: readonly [string, number], b: readonly [string, number]) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1);

/** There may be thousands: only those that are shown are sorted and taken apart. */
function toOrganisations(counts: Counts, chosen: readonly string[]): FacetCount[] {
  const isChosen = (value: string) =>
    chosen.some((one) => value.startsWith(`${one} `) || value.split(' ', 2)[1] === one);
  const shown: (readonly [string, number])[] = [];
  const others: (readonly [string, number])[] = [];
  for (const entry of counts) {
    if (chosen.length > 0 && isChosen(entry[0])) others.push(entry);
    const last = shown[MOST.organisation - 1];
    if (last && moreFirst(last, entry) < 0) continue;
    shown.push(entry);
    shown.sort(moreFirst).splice(MOST.organisation);
  }
  const listed = new Map<string, FacetCount>();
  for (const [value, count] of [...shown, ...others.filter((entry) => !shown.includes(entry)).sort(moreFirst)]) {
    const [slug = '', , ...name] = value.split(' ');
    // While one is being renamed, some of its listings have the new name and some the old: it is one all the same.
    const known = listed.get(slug);
    if (known) known.count += count;
    else listed.set(slug, { value: slug, count, label: name.join(' ') });
  }
  return [...listed.values()];
}

/** Counts as a page gives them: values with a count only, in the order of their lists; service areas by code, the most frequent of the rest first. */
export function toFacets(countsOf: (facet: FacetName) => Counts, chosen: Chosen): Facets {
  const facetOf = (facet: FacetName): FacetCount[] => {
    const counts = countsOf(facet);
    if (facet === 'localAuthority') return toAuthorities(counts, chosen.localAuthority);
    if (facet === 'organisation') return toOrganisations(counts, chosen.organisation);
    const listed =
      facet === 'serviceArea'
        ? [...counts.keys()].sort()
        : facetValues.filter((known) => known.facet === facet).map(({ value }) => value);
    return listed.map((value) => ({ value, count: counts.get(value) ?? 0 })).filter(({ count }) => count > 0);
  };
  return Object.fromEntries(facetNames.map((facet) => [facet, facetOf(facet)])) as Facets;
}
