// Whether a listing fits an interest: the one set of conditions behind both directions of matching, and the preview.
// Aliases: l listing, f its facts, o its organisation; i interest; g its numeric gates, and the keys (areas, places) it has in common with f.
import { sql, type SQL } from 'drizzle-orm';
import type { AskKind } from '@exchange/contracts';
import { OPEN_MAX } from '../interests/tables.ts';
import { ANY_ASK, bitOf, masked, NO_ASKS } from './masks.ts';

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
const askFits = (kind: MoneyKind): SQL => {
  const money = moneyOf(kind);
  const bit = int(bitOf(masked.askKinds, kind));
  return sql`(g.ask_mask & f.ask_mask & ${bit} <> 0 and ${money.wantedMin} <= ${money.highest} and ${money.wantedMax} >= ${money.lowest})`;
};

const peersBit = bitOf(masked.askKinds, 'peers');

/** SQL, a join: k, the bits of the kinds of ask that fit. `offset 0` has them worked out once a row. */
export const fitting: SQL = sql`cross join lateral (
  select ${sql.join(
    moneyKinds.map((kind) => sql`case when ${askFits(kind)} then ${int(bitOf(masked.askKinds, kind))} else 0 end`),
    sql` + `,
  )} + (g.ask_mask & f.ask_mask & ${int(peersBit)}) as fits offset 0) k`;

/** SQL, beside `fitting`: an ask of this kind fits. */
export const isFitting = (kind: AskKind): SQL => sql`(k.fits & ${int(bitOf(masked.askKinds, kind))} <> 0)`;

/** SQL: the listing states no money for this kind. */
export const isUnstated = (kind: MoneyKind): SQL =>
  sql`(${moneyOf(kind).min} is null and ${moneyOf(kind).max} is null)`;

/** SQL: all that the listing seeks of this kind lies within what is wanted. */
export const isInside = (kind: MoneyKind): SQL => {
  const money = moneyOf(kind);
  return sql`(${money.lowest} >= ${money.wantedMin} and ${money.highest} <= ${money.wantedMax})`;
};

/** SQL: the interest names some kinds of ask (all four is as good as none), service areas, places. */
export const namesAsk: SQL = sql`(g.ask_mask & ${int(ANY_ASK)} <> ${int(ANY_ASK)})`;
export const namesArea: SQL = sql`(g.areas[1] <> '*')`;
export const namesPlace: SQL = sql`(g.places[1] <> '*')`;

const anyOf = (wanted: string, said: string) => sql.raw(`(g.${wanted} = 0 or g.${wanted} & f.${said} <> 0)`);

/** The gates that an anchor's index alone can answer, by name. Evidence is the reviewed level, else the self-assessed one. */
export const anchorGate = {
  evidence: sql`g.min_evidence <= f.evidence_level`,
  ask: sql`(g.ask_mask & f.ask_mask & ${int(peersBit | NO_ASKS)} <> 0
    or ${sql.join(moneyKinds.map(askFits), sql` or `)})`,
  stage: anyOf('stage_mask', 'stage_mask'),
  innovationType: anyOf('innovation_type_mask', 'innovation_type_mask'),
  beneficiaries: anyOf('beneficiary_mask', 'beneficiary_mask'),
};
/** All of them. */
export const anchorGates: SQL = sql`(${sql.join(Object.values(anchorGate), sql` and `)})`;

/** The gates that somebody can do something about, and need the interest's own row. */
export const verifiedGate: SQL = sql`(not i.verified_only or o.verified_at is not null)`;
export const reviewedGate: SQL = sql`(not i.reviewed_only or coalesce(f.reviewed_level, 0) >= i.min_evidence)`;

/** Whose listings an interest wants, what it leaves out, and its words: private, and no near miss. Dearest last. */
export const privateGates: SQL = sql`(
  i.organisation_id <> l.organisation_id
  and (i.organisations = '{}' or l.organisation_id = any (i.organisations))
  and (i.excluded_organisations = '{}' or l.organisation_id <> all (i.excluded_organisations))
  and (i.excluded_service_areas = '{}' or not i.excluded_service_areas && f.areas)
  and (i.words is null or f.words @@ i.words)
  and (i.excluded_words is null or not f.words @@ i.excluded_words))`;

/** All but those of anchors. */
export const otherGates: SQL = sql`(${verifiedGate} and ${reviewedGate} and ${privateGates})`;
