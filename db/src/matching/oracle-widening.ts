// What would widen a listing's circle, counted in plain loops: the test of the SQL. Used by tests only.
import { askKinds, LEAST_ORGANISATIONS, moneyOf, type AskKind, type Criteria } from '@exchange/contracts';
import { fits, gatesPassed, type OracleListing } from './oracle.ts';
import { BANDS } from './widening.ts';

export interface OracleInterest {
  criteria: Criteria;
  organisationId: string;
}

/** "needs_evidence||2" → organisations; for money the band is found afterwards: "begins_at|investment|" → amounts by organisation. */
type Regions = ReadonlyMap<string, string>;
type Obstacle = { code: string; kind?: AskKind; key: string } | { code: string; kind: AskKind; amount: number };

function moneyObstacles(criteria: Criteria, listing: OracleListing, kinds: readonly AskKind[]): Obstacle[] {
  return (listing.content.asks ?? []).flatMap((ask) => {
    if (ask.kind === 'peers' || !kinds.includes(ask.kind)) return [];
    const { min, max } = moneyOf(ask);
    const range = criteria[ask.kind] ?? {};
    if (range.min != null && max !== null && range.min > max)
      return [{ code: 'begins_at', kind: ask.kind, amount: range.min }];
    return range.max != null && min !== null && range.max < min
      ? [{ code: 'ends_at', kind: ask.kind, amount: range.max }]
      : [];
  });
}

function askObstacles(criteria: Criteria, listing: OracleListing): Obstacle[] {
  const kinds = criteria.asks.length > 0 ? criteria.asks : (Object.keys(askKinds) as AskKind[]);
  const sought = (listing.content.asks ?? []).map(({ kind }) => kind);
  if (sought.some((kind) => kinds.includes(kind))) return moneyObstacles(criteria, listing, kinds);
  return kinds.map((key) => ({ code: 'other_ask', key }));
}

function obstaclesOf(
  failed: string,
  { criteria }: OracleInterest,
  listing: OracleListing,
  regionOf: Regions,
): Obstacle[] {
  const keys = (code: string, list: readonly string[]) => [...new Set(list)].map((key) => ({ code, key }));
  const level = listing.reviewedEvidenceLevel ?? listing.content.evidenceLevel ?? 0;
  switch (failed) {
    case 'ask':
      return askObstacles(criteria, listing);
    case 'area':
      return keys('other_service_area', criteria.serviceAreas);
    case 'place':
      return keys('works_elsewhere', [
        ...criteria.regions,
        ...criteria.localAuthorities.map((code) => regionOf.get(code) ?? ''),
      ]);
    case 'stage':
      return keys('other_stage', criteria.stages);
    case 'innovationType':
      return keys('other_innovation_type', criteria.innovationTypes);
    case 'beneficiaries':
      return keys('other_beneficiaries', criteria.beneficiaries);
    case 'evidence':
      return level < criteria.minEvidence
        ? [{ code: 'needs_evidence', key: String(criteria.minEvidence) }]
        : [{ code: 'needs_review', key: '' }];
    case 'verified':
      return [{ code: 'needs_verification', key: '' }];
    default:
      return [];
  }
}

/** The nearest round figure that enough organisations begin (or end) at, and who they are. */
function band(code: string, amounts: Map<string, number[]>): { key: string; organisations: Set<string> } | undefined {
  const begins = code === 'begins_at';
  const inOrder = begins ? [...BANDS] : [...BANDS].reverse();
  for (const figure of inOrder) {
    const near = [...amounts].filter(([, list]) =>
      list.some((amount) => (begins ? amount <= figure : amount >= figure)),
    );
    if (near.length >= LEAST_ORGANISATIONS)
      return { key: String(figure), organisations: new Set(near.map(([organisation]) => organisation)) };
  }
  return undefined;
}

/** Lines "code kind key count", sorted. */
export function wideningOf(interests: readonly OracleInterest[], listing: OracleListing, regionOf: Regions): string[] {
  const hears = new Set(
    interests
      .filter((one) => fits(one.criteria, one.organisationId, listing, regionOf))
      .map((one) => one.organisationId),
  );
  const plain = new Map<string, Set<string>>();
  const money = new Map<string, Map<string, number[]>>();
  for (const one of interests) {
    if (hears.has(one.organisationId)) continue;
    const gates = gatesPassed(one.criteria, one.organisationId, listing, regionOf);
    const failed = Object.entries(gates).flatMap(([name, passed]) => (passed ? [] : [name]));
    if (failed.length !== 1) continue;
    for (const obstacle of obstaclesOf(failed[0] ?? '', one, listing, regionOf)) {
      if ('amount' in obstacle) {
        const group = `${obstacle.code} ${obstacle.kind}`;
        const amounts = money.get(group) ?? new Map<string, number[]>();
        amounts.set(one.organisationId, [...(amounts.get(one.organisationId) ?? []), obstacle.amount]);
        money.set(group, amounts);
      } else {
        const group = `${obstacle.code}  ${obstacle.key}`;
        plain.set(group, (plain.get(group) ?? new Set()).add(one.organisationId));
      }
    }
  }
  for (const [group, amounts] of money) {
    const found = band(group.split(' ')[0] ?? '', amounts);
    if (found) plain.set(`${group} ${found.key}`, found.organisations);
  }
  return [...plain]
    .filter(([, organisations]) => organisations.size >= LEAST_ORGANISATIONS)
    .map(([group, organisations]) => `${group} ${String(organisations.size)}`)
    .sort();
}
