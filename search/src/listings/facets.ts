// The values of the facets that have a fixed list, in the order in which they are shown. No I/O.
import {
  askKinds,
  beneficiaryGroups,
  evidenceLevels,
  facetNames,
  innovationTypes,
  regions,
  stages,
  type FacetName,
  type Facets,
} from '@exchange/contracts';

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

/** Every value of the fixed facets. */
export const facetValues: readonly FacetValue[] = [
  ...lists.ask.map((value) => ({ facet: 'ask' as const, value })),
  ...lists.stage.map((value) => ({ facet: 'stage' as const, value })),
  ...lists.innovationType.map((value) => ({ facet: 'innovationType' as const, value })),
  ...lists.region.map((value) => ({ facet: 'region' as const, value })),
  ...lists.beneficiary.map((value) => ({ facet: 'beneficiary' as const, value })),
  ...evidenceLevels.map((_, level) => ({ facet: 'minEvidence' as const, value: String(level) })),
];

/** Counts as a page gives them: values with a count only, in the order of their lists; service areas by code. */
export function toFacets(countsOf: (facet: FacetName) => ReadonlyMap<string, number>): Facets {
  const listed = (facet: FacetName) =>
    facet === 'serviceArea'
      ? [...countsOf(facet).keys()].sort()
      : facetValues.filter((known) => known.facet === facet).map(({ value }) => value);
  const facetOf = (facet: FacetName) =>
    listed(facet)
      .map((value) => ({ value, count: countsOf(facet).get(value) ?? 0 }))
      .filter(({ count }) => count > 0);
  return Object.fromEntries(facetNames.map((facet) => [facet, facetOf(facet)])) as Facets;
}
