// Whether a listing fits an interest: the one set of conditions behind both directions of matching, and the preview.
// Aliases: l listing, f its facts, o its organisation; i interest; g its numeric gates (an anchor's, or the interest's own).
import { sql, type SQL } from 'drizzle-orm';
import { OPEN_MAX } from '../interests/tables.ts';
import { bitOf, masked, NO_ASKS } from './masks.ts';

/** The kinds of ask that have money, in the order in which reasons name them. */
export const moneyKinds = ['contract', 'investment', 'research'] as const;
export type MoneyKind = (typeof moneyKinds)[number];
const int = (value: number) => sql.raw(String(value));
const open = int(OPEN_MAX);

/** SQL: what is wanted of a kind, and what the listing seeks, a side not stated being open. */
export const moneyOf = (kind: MoneyKind) => ({
  wantedMin: sql.raw(`g.${kind}_min`),
  wantedMax: sql.raw(`g.${kind}_max`),
  min: sql.raw(`f.${kind}_min`),
  max: sql.raw(`f.${kind}_max`),
  lowest: sql`coalesce(${sql.raw(`f.${kind}_min`)}, 0)`,
  highest: sql`coalesce(${sql.raw(`f.${kind}_max`)}, ${open})`,
});

/** SQL: the interest gave a range for this kind. */
export const hasRange = (kind: MoneyKind): SQL => {
  const money = moneyOf(kind);
  return sql`(${money.wantedMin} > 0 or ${money.wantedMax} < ${open})`;
};

/** SQL: an ask of this kind is taken, and its money overlaps what is wanted. */
export const askFits = (kind: MoneyKind): SQL => {
  const money = moneyOf(kind);
  const bit = int(bitOf(masked.askKinds, kind));
  return sql`(g.ask_mask & f.ask_mask & ${bit} <> 0 and ${money.wantedMin} <= ${money.highest} and ${money.wantedMax} >= ${money.lowest})`;
};

/** What an anchor's index alone can answer: ask kinds with their money, and evidence (reviewed or not). */
export const numericGates: SQL = sql`(
  g.min_evidence <= f.evidence_level
  and (g.ask_mask & f.ask_mask & ${int(bitOf(masked.askKinds, 'peers') | NO_ASKS)} <> 0
    or ${sql.join(moneyKinds.map(askFits), sql` or `)}))`;

/** The rest, dearest last. */
export const otherGates: SQL = sql`(
  (i.stage_mask = 0 or i.stage_mask & f.stage_mask <> 0)
  and (i.innovation_type_mask = 0 or i.innovation_type_mask & f.innovation_type_mask <> 0)
  and (i.beneficiary_mask = 0 or i.beneficiary_mask & f.beneficiary_mask <> 0)
  and (not i.verified_only or o.verified_at is not null)
  and (not i.reviewed_only or coalesce(f.reviewed_level, 0) >= i.min_evidence)
  and i.organisation_id <> l.organisation_id
  and (i.excluded_organisations = '{}' or l.organisation_id <> all (i.excluded_organisations))
  and (i.excluded_service_areas = '{}' or not i.excluded_service_areas && f.areas)
  and (i.words is null or f.words @@ i.words)
  and (i.excluded_words is null or not f.words @@ i.excluded_words))`;
