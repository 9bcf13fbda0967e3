// Filters as SQL: for each facet a gate, and for each row which gates it fails.
import type { ListingFilters } from '@exchange/contracts';
import { lists, type Gate } from '../listings/facets.ts';
import { authorityRegion } from '../listings/places.ts';
import { codeOf, maskOf, type CodeBook, type MaskedList } from './codes.ts';
import type { Parameters } from './sql.ts';

/** The facets in the order of their bits in `fails`. */
export const gates = [
  'ask',
  'serviceArea',
  'stage',
  'innovationType',
  'region',
  'beneficiary',
  'minEvidence',
  'verified',
  'organisation',
] as const satisfies readonly Gate[];

export interface FilterSql {
  /** A mask of the asks whose money overlaps with the amounts given; all of its asks where none are. */
  fittingAsks: string;
  /** A number with a bit for each gate that the row fails: 0 is a result, a single bit counts for that facet only. */
  fails: string;
}

/** An ask fits when its range and the one asked for overlap; a side that is not given is open. Peers asks have no money. */
function fittingAsks(filters: ListingFilters, { add }: Parameters): string {
  const { amountMin, amountMax } = filters;
  if (amountMin === undefined && amountMax === undefined) return 'asks::int';
  const overlaps = (kind: string) =>
    [
      ...(amountMin === undefined ? [] : [`${kind}_max >= ${add(amountMin)}`]),
      ...(amountMax === undefined ? [] : [`${kind}_min <= ${add(amountMax)}`]),
    ].join(' and ');
  const bit = (kind: 'contract' | 'investment' | 'research') =>
    `case when ${overlaps(kind)} then ${String(maskOf('ask', [kind]))} else 0 end`;
  const peers = String(maskOf('ask', ['peers']));
  return `((asks & ${peers}) | ${bit('contract')} | ${bit('investment')} | ${bit('research')})`;
}

/** Listings that cover all twelve: the national ones. */
const everywhere = maskOf('region', lists.region);

/** Any of the regions; or an authority that is named, or whose region is, with none of its authorities; or everywhere. */
async function place(filters: ListingFilters, codes: CodeBook, { add }: Parameters): Promise<string | undefined> {
  const parts: string[] = [];
  if (filters.region.length > 0) parts.push(`regions & ${add(maskOf('region', filters.region))}::int <> 0`);
  if (filters.localAuthority.length > 0) {
    const numbers = await codes.find(filters.localAuthority.map(codeOf.localAuthority));
    const around = filters.localAuthority.flatMap((authority) => authorityRegion(authority) ?? []);
    parts.push(
      `tags && ${add(numbers)}::int[]`,
      `whole_regions & ${add(maskOf('region', around))}::int <> 0`,
      `whole_regions = ${String(everywhere)}`,
    );
  }
  return parts.length > 0 ? `(${parts.join(' or ')})` : undefined;
}

/** Puts the filters into SQL over a row of `entries`. */
export async function toFilterSql(filters: ListingFilters, codes: CodeBook, sql: Parameters): Promise<FilterSql> {
  const fitting = fittingAsks(filters, sql);
  const bounded = filters.amountMin !== undefined || filters.amountMax !== undefined;
  const mask = (column: string, list: MaskedList, values: readonly string[]) =>
    values.length > 0 ? `${column} & ${sql.add(maskOf(list, values))}::int <> 0` : undefined;
  const tagged = async (values: readonly string[], toCode: (value: string) => string) =>
    values.length > 0 ? `tags && ${sql.add(await codes.find(values.map(toCode)))}::int[]` : undefined;
  const tests: Record<(typeof gates)[number], string | undefined> = {
    ask: mask(fitting, 'ask', filters.ask) ?? (bounded ? `${fitting} <> 0` : undefined),
    serviceArea: await tagged(filters.serviceArea, codeOf.serviceArea),
    stage: mask('stage', 'stage', filters.stage),
    innovationType: mask('innovation_type', 'innovationType', filters.innovationType),
    region: await place(filters, codes, sql),
    beneficiary: mask('beneficiaries', 'beneficiary', filters.beneficiary),
    minEvidence: filters.minEvidence === undefined ? undefined : `evidence >= ${sql.add(filters.minEvidence)}`,
    verified: filters.verified ? 'verified' : undefined,
    organisation: await tagged(filters.organisation, codeOf.organisation),
  };
  const bits = gates.flatMap((gate, bit) =>
    tests[gate] ? [`case when ${tests[gate]} then 0 else ${String(1 << bit)} end`] : [],
  );
  return { fittingAsks: fitting, fails: bits.length > 0 ? `(${bits.join(' | ')})` : '0' };
}
