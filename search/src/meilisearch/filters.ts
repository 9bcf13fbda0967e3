// Filters in Meilisearch's language. Every value is quoted here, so that nothing typed is ever read as an expression. No I/O.
import { askKinds, type AskKind, type FacetName, type ListingFilters } from '@exchange/contracts';
import type { Gate } from '../listings/facets.ts';
import { authorityRegion } from '../listings/places.ts';
import { moneyKinds } from './record.ts';

/** The attribute that a facet counts; authorities count `wholeRegions` too, and amounts have one for each choice of kinds of ask. */
export const attributeOf: Readonly<Record<FacetName, string>> = {
  ask: 'filters.asks',
  serviceArea: 'serviceAreas',
  stage: 'stage',
  innovationType: 'innovationType',
  region: 'regions',
  beneficiary: 'beneficiaries',
  minEvidence: 'filters.evidence',
  localAuthority: 'filters.authorities',
  verified: 'verified',
  amount: 'filters.amounts',
  organisation: 'filters.organisation',
};
export const WHOLE_REGIONS = 'wholeRegions';

/** A value as a literal, whatever is in it. */
export function quote(value: string | number): string {
  return `"${String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

const oneOf = (attribute: string, values: readonly (string | number)[]) =>
  `${attribute} IN [${values.map(quote).join(', ')}]`;
const or = (parts: readonly string[]) => `(${parts.join(' OR ')})`;

export const isBounded = ({ amountMin, amountMax }: ListingFilters) =>
  amountMin !== undefined || amountMax !== undefined;

/** Its range and the one asked for overlap; a side that is not given is open. Peers asks have no money. */
function fittingAsk(kind: AskKind, { amountMin, amountMax }: ListingFilters): string {
  const parts = [`filters.asks = ${quote(kind)}`];
  if (moneyKinds.some((money) => money === kind)) {
    if (amountMin !== undefined) parts.push(`filters.max.${kind} >= ${String(amountMin)}`);
    if (amountMax !== undefined) parts.push(`filters.min.${kind} <= ${String(amountMax)}`);
  }
  return `(${parts.join(' AND ')})`;
}

function askGate(filters: ListingFilters): string | undefined {
  if (filters.ask.length === 0 && !isBounded(filters)) return undefined;
  const kinds = filters.ask.length > 0 ? filters.ask : (Object.keys(askKinds) as AskKind[]);
  return or(kinds.map((kind) => fittingAsk(kind, filters)));
}

/** Any of the regions; or an authority that is named, or whose region is, with none of its authorities; or everywhere. */
function placeGate({ region, localAuthority }: ListingFilters): string | undefined {
  const around = localAuthority.flatMap((authority) => authorityRegion(authority) ?? []);
  const parts = [
    ...(region.length > 0 ? [oneOf('regions', region)] : []),
    ...(localAuthority.length > 0 ? [oneOf('localAuthorities', localAuthority), 'national = true'] : []),
    ...(around.length > 0 ? [oneOf('wholeRegions', around)] : []),
  ];
  return parts.length > 0 ? or(parts) : undefined;
}

export interface Gates {
  /** For each facet that is filtered by, its condition. */
  byFacet: ReadonlyMap<Gate, string>;
}

export function toGates(filters: ListingFilters): Gates {
  const any = (facet: FacetName, values: readonly string[]) =>
    values.length > 0 ? oneOf(attributeOf[facet], values) : undefined;
  const { organisation } = filters;
  const gates: Record<Gate, string | undefined> = {
    ask: askGate(filters),
    serviceArea: any('serviceArea', filters.serviceArea),
    stage: any('stage', filters.stage),
    innovationType: any('innovationType', filters.innovationType),
    region: placeGate(filters),
    beneficiary: any('beneficiary', filters.beneficiary),
    minEvidence:
      filters.minEvidence === undefined ? undefined : `${attributeOf.minEvidence} = ${String(filters.minEvidence)}`,
    verified: filters.verified ? 'verified = true' : undefined,
    organisation:
      organisation.length > 0
        ? or([oneOf('organisationId', organisation), oneOf('organisationSlug', organisation)])
        : undefined,
  };
  const active = (Object.entries(gates) as [Gate, string | undefined][]).flatMap(([facet, gate]) =>
    gate === undefined ? [] : [[facet, gate] as const],
  );
  return { byFacet: new Map(active) };
}

/** All conditions, but that of one facet. */
export function toFilter(gates: Gates, without?: Gate): string[] {
  return [...gates.byFacet].flatMap(([facet, gate]) => (facet === without ? [] : [gate]));
}
