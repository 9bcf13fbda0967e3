// What would widen a listing's circle: interests that one gate alone stopped, counted by what stopped them. Never fewer organisations
// than LEAST_ORGANISATIONS, and money in round figures, so that nobody's criteria can be read from it.
import {
  askKinds,
  beneficiaryGroups,
  innovationTypes,
  LEAST_ORGANISATIONS,
  stages,
  type StoredWidening,
} from '@exchange/contracts';
import { sql, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { anchorGate, moneyKinds, moneyOf, privateGates, reviewedGate, verifiedGate, type MoneyKind } from './gates.ts';
import { ANY_ASK, bitOf } from './masks.ts';

/** The round figures to which money is taken, in whole pounds. */
export const BANDS = [
  1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000,
] as const;
const bands = sql.raw(`array[${BANDS.join(',')}]`);
/** How many lines are told at the most. */
const MOST_TOLD = 12;

const gateColumns = sql.raw(
  'g.interest_id, g.ask_mask, g.min_evidence, g.stage_mask, g.innovation_type_mask, g.beneficiary_mask, g.contract_min, g.contract_max, g.investment_min, g.investment_max, g.research_min, g.research_max',
);
const fails = (gate: SQL) => sql`(not (${gate}))::int`;
const stoppedByAnchor = sql.join(Object.values(anchorGate).map(fails), sql` + `);

/** Evidence is one gate: the level, and whether it counts unreviewed. */
const stopped = {
  evidence: sql`(g.min_evidence > f.evidence_level or not ${reviewedGate})`,
  verified: sql`not ${verifiedGate}`,
  ask: sql`not (${anchorGate.ask})`,
  stage: sql`not ${anchorGate.stage}`,
  innovationType: sql`not ${anchorGate.innovationType}`,
  beneficiaries: sql`not ${anchorGate.beneficiaries}`,
  area: sql`not g.area_fits`,
  place: sql`not g.place_fits`,
};
const stops = sql.join(
  Object.values(stopped).map((condition) => sql`(${condition})::int`),
  sql` + `,
);

/** SQL: rows (code, kind, key, amount) of what stopped it. `key` and `amount` are null where there is none. */
const row = (condition: SQL, code: string, key: SQL, from: SQL = sql``) =>
  sql`select ${sql.raw(`'${code}'`)}, null::text, ${key}, null::int ${from} where ${condition}`;
const ofMask = (condition: SQL, code: string, list: Readonly<Record<string, string>>, mask: string) =>
  sql.join(
    Object.keys(list).map((one) =>
      row(
        sql`${condition} and ${sql.raw(mask)} & ${sql.raw(String(bitOf(list, one)))} <> 0`,
        code,
        sql.raw(`'${one}'`),
      ),
    ),
    sql` union all `,
  );

function ofMoney(kind: MoneyKind): SQL {
  const money = moneyOf(kind);
  const bit = sql.raw(String(bitOf(askKinds, kind)));
  const both = sql`${stopped.ask} and g.ask_mask & f.ask_mask & ${bit} <> 0`;
  const of = (code: string, amount: SQL, condition: SQL) =>
    sql`select ${sql.raw(`'${code}'`)}, ${sql.raw(`'${kind}'`)}, null, ${amount} where ${both} and ${condition}`;
  return sql`${of('begins_at', money.wantedMin, sql`${money.wantedMin} > ${money.highest}`)}
    union all ${of('ends_at', money.wantedMax, sql`${money.wantedMax} < ${money.lowest}`)}`;
}

const obstacles: SQL = sql.join(
  [
    row(sql`${stopped.evidence} and g.min_evidence > f.evidence_level`, 'needs_evidence', sql`g.min_evidence::text`),
    row(sql`${stopped.evidence} and g.min_evidence <= f.evidence_level`, 'needs_review', sql`''`),
    row(stopped.verified, 'needs_verification', sql`''`),
    row(
      sql`${stopped.place} and place <> 'national' and length(place) = 3`,
      'works_elsewhere',
      sql`place`,
      sql`from (select distinct replace(unnest(g.places), ':whole', '') as place) places`,
    ),
    row(stopped.area, 'other_service_area', sql`area`, sql`from (select distinct unnest(g.areas) as area) areas`),
    ofMask(
      sql`${stopped.ask} and g.ask_mask & f.ask_mask & ${sql.raw(String(ANY_ASK))} = 0`,
      'other_ask',
      askKinds,
      'g.ask_mask',
    ),
    ofMask(stopped.stage, 'other_stage', stages, 'g.stage_mask'),
    ofMask(stopped.innovationType, 'other_innovation_type', innovationTypes, 'g.innovation_type_mask'),
    ofMask(stopped.beneficiaries, 'other_beneficiaries', beneficiaryGroups, 'g.beneficiary_mask'),
    ...moneyKinds.map(ofMoney),
  ],
  sql` union all `,
);

/**
 * SQL: `near`, the organisations that one gate alone kept from a listing, each once for each (code, kind, key); an
 * organisation that hears of the listing by another interest is not among them. Candidates come from the anchors' covering index: one
 * that fails by one gate meets the service areas or the places.
 */
const near = (listingId: string): SQL => sql`
    f as materialized (select * from listing_facts where listing_id = ${listingId}),
    l as materialized (select * from listings where id = ${listingId}),
    o as materialized (select o.id, o.verified_at from organisations o join l on l.organisation_id = o.id),
    heard as materialized (
      select distinct i.organisation_id from matches m join interests i on i.id = m.interest_id
      where m.listing_id = ${listingId} and m.ended_at is null),
    g as materialized (
      select ${gateColumns}, bool_or(g.service_area = any(f.areas)) as area_fits, bool_or(g.place = any(f.places)) as place_fits,
        array_agg(g.service_area) as areas, array_agg(g.place) as places
      from f join interest_anchors g on g.service_area = any(f.areas) or g.place = any(f.places)
      where ${stoppedByAnchor} <= 1
      group by ${gateColumns}
    ),
    near as materialized (
      select distinct i.organisation_id, obstacle.*
      from g join interests i on i.id = g.interest_id cross join f cross join l cross join o
      cross join lateral (${obstacles}) obstacle (code, kind, key, amount)
      where ${stops} = 1 and ${privateGates}
        and not exists (select from heard where heard.organisation_id = i.organisation_id)
    )`;

/**
 * What would widen the circle of a published listing whose facts are fresh, most organisations first; one statement. Its cost follows
 * the anchors that share a service area or a place with it.
 */
export async function listWidening(db: Db, listingId: string): Promise<StoredWidening[]> {
  const round = sql`case code
      when 'begins_at' then (select min(band) from unnest(${bands}) band where band >= amount)
      else (select max(band) from unnest(${bands}) band where band <= amount) end`;
  const { rows } = await db.execute<StoredWidening & Record<string, unknown>>(sql`
    with ${near(listingId)},
    rounded as (
      select organisation_id, code, kind, case when code = 'begins_at' then min(band) else max(band) end as band
      from (select *, ${round} as band from near where amount is not null) money
      where band is not null group by organisation_id, code, kind
    ),
    -- for money: the nearest round figure that enough organisations begin or end at
    reached as (
      select distinct on (code, kind) code, kind, band from (
        select code, kind, band, count(*) over (partition by code, kind
          order by case when code = 'begins_at' then band else -band end) as so_far
        from rounded) counted
      where so_far >= ${LEAST_ORGANISATIONS}
      order by code, kind, case when code = 'begins_at' then band else -band end
    ),
    told as (
      select organisation_id, code, kind, key from near where amount is null
      union all
      select organisation_id, code, kind, reached.band::text from rounded join reached using (code, kind)
      where case when code = 'begins_at' then rounded.band <= reached.band else rounded.band >= reached.band end
    )
    select code, kind, key, count(distinct organisation_id)::int as organisations,
      bool_and('funder' = any(roles)) as "allFund", bool_and('commissioner' = any(roles)) as "allCommission"
    from told join organisations on organisations.id = organisation_id
    group by code, kind, key
    having count(distinct organisation_id) >= ${LEAST_ORGANISATIONS}
    order by organisations desc, code, kind, key
    limit ${MOST_TOLD}`);
  return rows;
}
