// The score of a listing and an interest that fit, and why they do: SQL over the aliases of gates.ts. No I/O.
import { sql, type SQL } from 'drizzle-orm';
import { OPEN_MAX } from '../interests/tables.ts';
import { askFits, hasRange, moneyKinds, moneyOf, type MoneyKind } from './gates.ts';
import { ANY_ASK, bitOf, masked } from './masks.ts';
import { weights } from './weights.ts';

const points = (value: number) => sql.raw(String(value));
const open = points(OPEN_MAX);
const wants = (part: string) => sql.raw(`i.criteria->'${part}'`);
const names = (part: string) => sql`${wants(part)} <> '[]'`;
/** SQL: the interest names at least one place. */
const namesPlaces = sql`(${names('regions')} or ${names('localAuthorities')})`;
const inside = (kind: MoneyKind) => {
  const money = moneyOf(kind);
  return sql`(${money.lowest} >= ${money.wantedMin} and ${money.highest} <= ${money.wantedMax})`;
};
const unstated = (kind: MoneyKind) => sql`(${moneyOf(kind).min} is null and ${moneyOf(kind).max} is null)`;

const moneyPoints = (kind: MoneyKind) => sql`case
  when not ${askFits(kind)} then 0
  when not ${hasRange(kind)} then ${points(weights.money.any)}
  when ${unstated(kind)} then ${points(weights.money.notStated)}
  when ${inside(kind)} then ${points(weights.money.inside)}
  else ${points(weights.money.partly)} end`;

const named = (part: string, weight: { named: number; any: number }) =>
  sql`case when ${names(part)} then ${points(weight.named)} else ${points(weight.any)} end`;

/** SQL: the local authorities the interest names and the listing works in, by name or because it covers their region whole. */
const authoritiesThatFit = sql`coalesce((select jsonb_agg(code order by code) from local_authorities
  where ${wants('localAuthorities')} ? code
    and (code = any(l.local_authorities) or region = any(f.whole_regions))), '[]')`;

/** SQL: 0–100, the sum of the points in weights.ts. */
export const score: SQL = sql`(
  ${named('asks', weights.ask)}
  + greatest(${sql.join(moneyKinds.map(moneyPoints), sql`, `)}, case when g.ask_mask & f.ask_mask & ${points(bitOf(masked.askKinds, 'peers'))} <> 0 then ${points(weights.money.any)} else 0 end)
  + case when not ${names('serviceAreas')} then ${points(weights.serviceArea.any)}
      when ${wants('serviceAreas')} ?| l.service_areas then ${points(weights.serviceArea.exact)}
      else ${points(weights.serviceArea.within)} end
  + case when not ${namesPlaces} then ${points(weights.place.any)}
      when l.national then ${points(weights.place.national)}
      when ${wants('localAuthorities')} ?| l.local_authorities then ${points(weights.place.localAuthority)}
      else ${points(weights.place.region)} end
  + ${named('stages', weights.stage)}
  + ${named('innovationTypes', weights.innovationType)}
  + case when i.beneficiary_mask = 0 then ${points(weights.beneficiaries.any)}
      when i.beneficiary_mask & ~f.beneficiary_mask = 0 then ${points(weights.beneficiaries.all)}
      else ${points(weights.beneficiaries.some)} end
  + case when f.reviewed_level is not null
      then least(f.reviewed_level * ${points(weights.evidence.reviewedLevel)}, ${points(weights.evidence.mostReviewed)})
      else least(f.evidence_level, ${points(weights.evidence.mostSelfAssessed)}) end
  + case when i.words is null then ${points(weights.words.any)} else ${points(weights.words.found)} end
  + case when o.verified_at is null then ${points(weights.verified.no)} else ${points(weights.verified.yes)} end)::smallint`;

const amounts = (code: string, kind: MoneyKind) => {
  const money = moneyOf(kind);
  return sql.join(
    [
      sql.raw(`jsonb_build_object('code', '${code}', 'kind', '${kind}', 'min', `),
      money.min,
      sql`, 'max', `,
      money.max,
      sql`, 'wantedMin', nullif(`,
      money.wantedMin,
      sql`, 0), 'wantedMax', nullif(`,
      money.wantedMax,
      sql`, ${open}))`,
    ],
    sql.raw(''),
  );
};
const when = (condition: SQL, then: SQL) => sql`case when ${condition} then ${then} end`;
const listOf = (items: SQL[]) => sql`to_jsonb(array_remove(array[${sql.join(items, sql`, `)}]::jsonb[], null))`;

const kindsThatFit = sql`array_to_json(array_remove(array[${sql.join(
  moneyKinds.map((kind) => when(askFits(kind), sql.raw(`'${kind}'`))),
  sql`, `,
)}, case when g.ask_mask & f.ask_mask & ${points(bitOf(masked.askKinds, 'peers'))} <> 0 then 'peers' end], null))`;

const reasonsThere: SQL = listOf([
  when(
    sql`g.ask_mask & f.ask_mask & ${points(ANY_ASK)} <> 0`,
    sql`jsonb_build_object('code', 'ask_fits', 'asks', ${kindsThatFit})`,
  ),
  ...moneyKinds.map((kind) =>
    when(sql`${hasRange(kind)} and ${askFits(kind)} and not ${unstated(kind)}`, amounts('amount_fits', kind)),
  ),
  when(
    names('serviceAreas'),
    sql`jsonb_build_object('code', 'service_area_fits', 'serviceAreas', (select jsonb_agg(code) from unnest(l.service_areas) code
      where ${wants('serviceAreas')} ?| array[code, split_part(code, '.', 1)]))`,
  ),
  when(
    sql`${namesPlaces} and not l.national`,
    sql`jsonb_build_object('code', 'region_fits',
      'regions', coalesce((select jsonb_agg(code) from unnest(f.regions) code where ${wants('regions')} ? code), '[]'),
      'localAuthorities', case when ${names('localAuthorities')} then ${authoritiesThatFit} else '[]' end)`,
  ),
  when(sql`${namesPlaces} and l.national`, sql`jsonb_build_object('code', 'national')`),
  when(names('stages'), sql`jsonb_build_object('code', 'stage_fits', 'stage', l.stage)`),
  when(
    names('innovationTypes'),
    sql`jsonb_build_object('code', 'innovation_type_fits', 'innovationType', l.innovation_type)`,
  ),
  when(
    sql`i.beneficiary_mask <> 0`,
    sql`jsonb_build_object('code', 'beneficiaries_fit', 'beneficiaries',
      (select jsonb_agg(code) from unnest(l.beneficiaries) code where ${wants('beneficiaries')} ? code))`,
  ),
  when(
    sql`i.min_evidence > 0`,
    sql`jsonb_build_object('code', 'evidence_fits', 'level', f.evidence_level, 'reviewed', f.reviewed_level is not null,
      'minEvidence', i.min_evidence)`,
  ),
  when(sql`i.words is not null`, sql`jsonb_build_object('code', 'words_found', 'q', i.criteria->>'q')`),
  when(sql`o.verified_at is not null`, sql`jsonb_build_object('code', 'verified')`),
]);

/** SQL: why they fit, as StoredReason[] of contracts; never empty. */
export const reasons: SQL = sql`coalesce(nullif(${reasonsThere}, '[]'), '[{"code":"asks_for_everything"}]')`;

/** SQL: what would have made it a better match, as StoredNearMiss[] of contracts. */
export const nearMisses: SQL = listOf([
  ...moneyKinds.flatMap((kind) => [
    when(
      sql`${hasRange(kind)} and ${askFits(kind)} and ${unstated(kind)}`,
      sql`jsonb_build_object('code', 'amount_not_stated', 'kind', ${sql.raw(`'${kind}'`)})`,
    ),
    when(
      sql`${hasRange(kind)} and ${askFits(kind)} and not ${unstated(kind)} and not ${inside(kind)}`,
      amounts('amount_partly', kind),
    ),
  ]),
  when(
    sql`not l.national and ${wants('regions')} ?| array(select unnest(l.could_work_in) except select unnest(f.regions))`,
    sql`jsonb_build_object('code', 'could_work_in_region', 'regions', (select jsonb_agg(code) from unnest(l.could_work_in) code
      where ${wants('regions')} ? code and code <> all (f.regions)))`,
  ),
  when(
    sql`i.beneficiary_mask & ~f.beneficiary_mask <> 0`,
    sql`jsonb_build_object('code', 'beneficiaries_miss', 'beneficiaries',
      (select jsonb_agg(code) from jsonb_array_elements_text(${wants('beneficiaries')}) code where code <> all (l.beneficiaries)))`,
  ),
  when(
    sql`i.min_evidence > 0 and f.reviewed_level is null`,
    sql`jsonb_build_object('code', 'evidence_not_reviewed', 'level', f.evidence_level)`,
  ),
]);
