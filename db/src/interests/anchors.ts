// What matching tests, derived from an interest's criteria: keys of service areas and places, masks and open ranges. No I/O.
import {
  beneficiaryGroups,
  askKinds,
  innovationTypes,
  stages,
  type Criteria,
  type MoneyRange,
} from '@exchange/contracts';
import { ANY_ASK, maskOf, NO_ASKS } from '../matching/masks.ts';
import { OPEN_MAX } from './tables.ts';

/** The gates of an interest, as its row, its anchors and a preview hold them. */
export interface Gates {
  areas: string[];
  places: string[];
  askMask: number;
  minEvidence: number;
  contractMin: number;
  contractMax: number;
  investmentMin: number;
  investmentMax: number;
  researchMin: number;
  researchMax: number;
  stageMask: number;
  innovationTypeMask: number;
  beneficiaryMask: number;
  verifiedOnly: boolean;
  reviewedOnly: boolean;
  organisations: string[];
  excludedServiceAreas: string[];
  excludedOrganisations: string[];
}

const isRange = (range: MoneyRange | null | undefined): range is MoneyRange =>
  range != null && (range.min != null || range.max != null);

/** Without asks and without ranges any listing will do, one that seeks nothing among them. */
function askMaskOf(criteria: Criteria): number {
  if (criteria.asks.length > 0) return maskOf(askKinds, criteria.asks);
  const ranges = [criteria.contract, criteria.investment, criteria.research];
  return ranges.some(isRange) ? ANY_ASK : ANY_ASK | NO_ASKS;
}

const orAny = (keys: readonly string[]) => (keys.length === 0 ? ['*'] : [...new Set(keys)]);

/**
 * The keys of places: a region; a local authority, with `<its region>:whole` for listings that work in all of it; and
 * `national`, for listings that work everywhere.
 */
function placesOf({ regions, localAuthorities }: Criteria, regionOf: ReadonlyMap<string, string>): string[] {
  const named: string[] = [...regions, ...localAuthorities];
  const wholes = localAuthorities.flatMap((code) => {
    const region = regionOf.get(code);
    // The region itself, where it is named too, takes those in.
    return region === undefined || named.includes(region) ? [] : [`${region}:whole`];
  });
  return orAny(named.length === 0 ? [] : ['national', ...named, ...wholes]);
}

/**
 * Derives the gates. Anchors are `areas` × `places`: one row for a wide interest, some tens for most, and 50 × 63 = 3,150 for the
 * widest the contracts allow (50 service areas; 50 authorities, twelve regions named or whole, and `national`).
 * @param regionOf the region in which each local authority named lies
 */
export function gatesOf(criteria: Criteria, regionOf: ReadonlyMap<string, string>): Gates {
  const { contract, investment, research, exclude } = criteria;
  return {
    areas: orAny(criteria.serviceAreas),
    places: placesOf(criteria, regionOf),
    askMask: askMaskOf(criteria),
    minEvidence: criteria.minEvidence,
    contractMin: contract?.min ?? 0,
    contractMax: contract?.max ?? OPEN_MAX,
    investmentMin: investment?.min ?? 0,
    investmentMax: investment?.max ?? OPEN_MAX,
    researchMin: research?.min ?? 0,
    researchMax: research?.max ?? OPEN_MAX,
    stageMask: maskOf(stages, criteria.stages),
    innovationTypeMask: maskOf(innovationTypes, criteria.innovationTypes),
    beneficiaryMask: maskOf(beneficiaryGroups, criteria.beneficiaries),
    verifiedOnly: criteria.verifiedOnly,
    reviewedOnly: criteria.reviewedEvidenceOnly,
    organisations: [...new Set(criteria.organisations)],
    excludedServiceAreas: [...new Set(exclude.serviceAreas)],
    excludedOrganisations: [...new Set(exclude.organisations)],
  };
}
