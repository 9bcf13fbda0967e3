// Why a listing and an interest fit, and what would make it better: SQL over the aliases of gates.ts. No I/O.
// The JSON is written as text and read once a row: building it object by object takes three times as long.
import { askKinds, beneficiaryGroups, type NearMissCode, type ReasonCode } from '@exchange/contracts';
import { sql, type SQL } from 'drizzle-orm';
import { OPEN_MAX } from '../interests/tables.ts';
import {
  hasRange,
  isFitting,
  isInside,
  isUnstated,
  moneyKinds,
  moneyOf,
  namesArea,
  namesPlace,
  type MoneyKind,
} from './gates.ts';
import { codesSql } from './masks.ts';

/** SQL: the JSON text of an object, when a condition holds. Codes and names are ours; values are SQL that gives JSON text. */
function item(condition: SQL, code: ReasonCode | NearMissCode, values: Readonly<Record<string, SQL>> = {}): SQL {
  const parts = Object.entries(values).map(([name, value]) => sql`${sql.raw(`',"${name}":'`)} || ${value} || `);
  return sql`case when ${condition} then ${sql.raw(`'{"code":"${code}"'`)} || ${sql.join(parts)}'}' end`;
}
/** The list of what holds, or `otherwise` when nothing does. */
const listOf = (items: SQL[], otherwise: string) =>
  sql`coalesce(('[' || nullif(concat_ws(',', ${sql.join(items, sql`, `)}), '') || ']')::jsonb, ${sql.raw(`'${otherwise}'`)})`;

const literal = (value: string) => sql.raw(`'"${value}"'`);
const number = (value: SQL) => sql`coalesce(${value}::text, 'null')`;
/** A code, or a list of codes: letters, digits, dots and underscores, which need no escaping. */
const code = (value: SQL) => sql`'"' || ${value} || '"'`;
const codes = (values: SQL) => sql`'["' || array_to_string(${values}, '","') || '"]'`;
/** Keys that several anchors gave, each once. */
const once = (keys: SQL) =>
  sql`case when cardinality(${keys}) = 1 then ${keys} else array(select distinct unnest(${keys}) order by 1) end`;

const amounts = (kind: MoneyKind) => {
  const money = moneyOf(kind);
  return {
    kind: literal(kind),
    min: number(money.min),
    max: number(money.max),
    wantedMin: number(sql`nullif(${money.wantedMin}, 0)`),
    wantedMax: number(sql`nullif(${money.wantedMax}, ${sql.raw(String(OPEN_MAX))})`),
  };
};
const hasFittingRange = (kind: MoneyKind) => sql`${hasRange(kind)} and ${isFitting(kind)}`;

const q = sql`(i.criteria->'q')::text`;
/** The key words that the listing does not have as they were typed, each with the first of its synonyms that it has. */
const bySynonym = sql`(
  select coalesce(jsonb_agg(jsonb_build_object('asked', keyword->'asked', 'found', other.shown) order by n), '[]')::text
  from jsonb_array_elements(i.synonyms) with ordinality given (keyword, n)
  cross join lateral (
    select one->0 as shown from jsonb_array_elements(keyword->'others') with ordinality others (one, m)
    where f.words @@ (one->>1)::tsquery order by m limit 1) other
  where (f.words @@ (keyword->>'own')::tsquery) is not true)`;

/** SQL: why they fit, as StoredReason[] of contracts; never empty. */
export const reasons: SQL = listOf(
  [
    item(sql`k.fits <> 0`, 'ask_fits', { asks: codesSql(askKinds, sql`k.fits`) }),
    ...moneyKinds.map((kind) =>
      item(sql`${hasFittingRange(kind)} and not ${isUnstated(kind)}`, 'amount_fits', amounts(kind)),
    ),
    item(namesArea, 'service_area_fits', { serviceAreas: codes(once(sql`g.areas`)) }),
    // An authority's key for listings that cover its region whole is shown as that region.
    item(sql`${namesPlace} and not l.national`, 'region_fits', {
      places: sql`replace(${codes(once(sql`g.places`))}, ':whole', '')`,
    }),
    item(sql`${namesPlace} and l.national`, 'national'),
    item(sql`i.stage_mask <> 0`, 'stage_fits', { stage: code(sql`l.stage`) }),
    item(sql`i.innovation_type_mask <> 0`, 'innovation_type_fits', { innovationType: code(sql`l.innovation_type`) }),
    item(sql`i.beneficiary_mask <> 0`, 'beneficiaries_fit', {
      beneficiaries: codesSql(beneficiaryGroups, sql`i.beneficiary_mask & f.beneficiary_mask`),
    }),
    item(sql`i.min_evidence > 0`, 'evidence_fits', {
      level: number(sql`f.evidence_level`),
      reviewed: sql`case when f.reviewed_level is null then 'false' else 'true' end`,
      minEvidence: number(sql`i.min_evidence`),
    }),
    item(sql`i.words is not null and i.synonyms is null`, 'words_found', { q }),
    item(sql`i.words is not null and i.synonyms is not null`, 'words_found', { q, bySynonym }),
    item(sql`o.verified_at is not null`, 'verified'),
    item(sql`i.organisations <> '{}'`, 'organisation_fits'),
  ],
  '[{"code":"asks_for_everything"}]',
);

const couldWorkIn = sql`array(select unnest(l.could_work_in) intersect select jsonb_array_elements_text(i.criteria->'regions')
  except select unnest(f.regions) order by 1)`;

/** SQL: what would have made it a better match, as StoredNearMiss[] of contracts. */
export const nearMisses: SQL = listOf(
  [
    ...moneyKinds.flatMap((kind) => [
      item(sql`${hasFittingRange(kind)} and ${isUnstated(kind)}`, 'amount_not_stated', { kind: literal(kind) }),
      item(
        sql`${hasFittingRange(kind)} and not ${isUnstated(kind)} and not ${isInside(kind)}`,
        'amount_partly',
        amounts(kind),
      ),
    ]),
    item(
      sql`not l.national and i.criteria->'regions' ?| l.could_work_in and ${couldWorkIn} <> '{}'`,
      'could_work_in_region',
      { regions: codes(couldWorkIn) },
    ),
    item(sql`i.beneficiary_mask & ~f.beneficiary_mask <> 0`, 'beneficiaries_miss', {
      beneficiaries: codesSql(beneficiaryGroups, sql`i.beneficiary_mask & ~f.beneficiary_mask`),
    }),
    item(sql`i.min_evidence > 0 and f.reviewed_level is null`, 'evidence_not_reviewed', {
      level: number(sql`f.evidence_level`),
    }),
  ],
  '[]',
);
