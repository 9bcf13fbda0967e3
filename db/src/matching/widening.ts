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
import { anchorGate, moneyKinds, moneyOf, privateGates, type MoneyKind } from './gates.ts';
import { ANY_ASK, bitOf } from './masks.ts';

/** The round figures to which money is taken, in whole pounds. */
export const BANDS = [
  1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000,
] as const;
const bands = sql.raw(`array[${BANDS.join(',')}]`);
/** How many lines are told at the most. */
const MOST_TOLD = 12;

/** The gates that an interest may fail alone, each with a bit. Evidence is one gate: the level, and whether it counts unreviewed. */
const bits = {
  evidence: 1,
  verified: 2,
  ask: 4,
  stage: 8,
  innovationType: 16,
  beneficiaries: 32,
  area: 64,
  place: 128,
} as const;
type Gate = keyof typeof bits;
const fails: Readonly<Record<Gate, SQL>> = {
  evidence: sql`g.min_evidence > f.evidence_level or g.reviewed_only and coalesce(f.reviewed_level, 0) < g.min_evidence`,
  verified: sql`g.verified_only and o.verified_at is null`,
  ask: sql`not ${anchorGate.ask}`,
  stage: sql`not ${anchorGate.stage}`,
  innovationType: sql`not ${anchorGate.innovationType}`,
  beneficiaries: sql`not ${anchorGate.beneficiaries}`,
  area: sql`not g.areas && f.areas`,
  place: sql`not g.places && f.places`,
};
const bitOfGate = (gate: Gate) => sql.raw(String(bits[gate]));
/** SQL: the bit of the one that failed. */
const failed: SQL = sql`case ${sql.join(
  (Object.keys(bits) as Gate[]).map((gate) => sql`when ${fails[gate]} then ${bitOfGate(gate)}`),
  sql` `,
)} end`;
/** SQL: how many of them failed. */
const failures = (gates: readonly Gate[]): SQL =>
  sql`(${sql.join(
    gates.map((gate) => sql`(${fails[gate]})::int`),
    sql` + `,
  )})`;

/** Cheap ones first: most interests fail two of these, and are done with before their lists are compared. */
const cheap = ['evidence', 'verified', 'stage', 'innovationType', 'beneficiaries'] as const satisfies Gate[];
const all = Object.keys(bits) as Gate[];

/** SQL: rows (organisation_id, code, kind, key, amount) of what stopped those that failed `gate` alone. `key` or `amount` is null. */
const because = (gate: Gate, what: { code: SQL; key: SQL; from?: SQL; where?: SQL }): SQL =>
  sql`select g.organisation_id, ${what.code} as code, null::text as kind, ${what.key} as key, null::int as amount
    from g cross join f ${what.from ?? sql``} where g.failed = ${bitOfGate(gate)} ${what.where ?? sql``}`;
const ofMask = (gate: Gate, code: string, list: Readonly<Record<string, string>>, mask: string, where?: SQL) =>
  because(gate, {
    code: sql.raw(`'${code}'`),
    key: sql`one.code`,
    from: sql`join (values ${sql.join(
      Object.keys(list).map((one) => sql.raw(`('${one}', ${String(bitOf(list, one))})`)),
      sql`, `,
    )}) one (code, bit) on ${sql.raw(mask)} & one.bit <> 0`,
    where: where ?? sql``,
  });

function ofMoney(kind: MoneyKind): SQL {
  const money = moneyOf(kind);
  const begins = sql`${money.wantedMin} > ${money.highest}`;
  const bit = sql.raw(String(bitOf(askKinds, kind)));
  return sql`select g.organisation_id, case when ${begins} then 'begins_at' else 'ends_at' end, ${sql.raw(`'${kind}'`)}, null,
      case when ${begins} then ${money.wantedMin} else ${money.wantedMax} end
    from g cross join f where g.failed = ${bitOfGate('ask')} and g.ask_mask & f.ask_mask & ${bit} <> 0
      and (${begins} or ${money.wantedMax} < ${money.lowest})`;
}

const obstacles: SQL = sql.join(
  [
    because('evidence', {
      code: sql`case when g.min_evidence > f.evidence_level then 'needs_evidence' else 'needs_review' end`,
      key: sql`case when g.min_evidence > f.evidence_level then g.min_evidence::text else '' end`,
    }),
    because('verified', { code: sql`'needs_verification'`, key: sql`''` }),
    because('place', {
      code: sql`'works_elsewhere'`,
      key: sql`replace(place, ':whole', '')`,
      from: sql`cross join unnest(g.places) place`,
      where: sql`and length(replace(place, ':whole', '')) = 3`,
    }),
    because('area', {
      code: sql`'other_service_area'`,
      key: sql`area`,
      from: sql`cross join unnest(g.areas) area`,
    }),
    ofMask(
      'ask',
      'other_ask',
      askKinds,
      'g.ask_mask',
      sql`and g.ask_mask & f.ask_mask & ${sql.raw(String(ANY_ASK))} = 0`,
    ),
    ofMask('stage', 'other_stage', stages, 'g.stage_mask'),
    ofMask('innovationType', 'other_innovation_type', innovationTypes, 'g.innovation_type_mask'),
    ofMask('beneficiaries', 'other_beneficiaries', beneficiaryGroups, 'g.beneficiary_mask'),
    ...moneyKinds.map(ofMoney),
  ],
  sql` union all `,
);

/**
 * SQL: `near`, the organisations that one gate alone kept from a listing, each once for each (code, kind, key, amount); an
 * organisation that hears of the listing by another interest is not among them. One pass over the narrow rows of all interests; the
 * interest's own row is looked up where it has words, organisations or exceptions, and nothing else speaks against it.
 */
const near = (listingId: string): SQL => sql`
    f as materialized (select * from listing_facts where listing_id = ${listingId}),
    l as materialized (select id, organisation_id from listings where id = ${listingId}),
    o as materialized (select o.id, o.verified_at from organisations o join l on l.organisation_id = o.id),
    heard as materialized (
      select distinct i.organisation_id from matches m join interests i on i.id = m.interest_id
      where m.listing_id = ${listingId} and m.ended_at is null),
    g as materialized (
      select g.*, ${failed} as failed
      from f cross join l cross join o
      join interest_gates g on ${failures(cheap)} <= 1 and ${failures([...cheap, 'ask'])} <= 1 and ${failures(all)} = 1
      where g.organisation_id <> l.organisation_id
        and g.organisation_id not in (select organisation_id from heard)
        and (not g.has_private or exists (select from interests i where i.id = g.interest_id and ${privateGates}))
    ),
    near as materialized (select distinct * from (${obstacles}) obstacles)`;

/**
 * What would widen the circle of a published listing whose facts are fresh, most organisations first; one statement. It looks at every
 * interest once, at less than a microsecond each.
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
    -- an organisation once for each line
    told as (
      select organisation_id, code, kind, key from near where amount is null
      union all
      select organisation_id, code, kind, reached.band::text from rounded join reached using (code, kind)
      where case when code = 'begins_at' then rounded.band <= reached.band else rounded.band >= reached.band end
    )
    select code, kind, key, count(*)::int as organisations,
      bool_and('funder' = any(roles)) as "allFund", bool_and('commissioner' = any(roles)) as "allCommission"
    from told join organisations on organisations.id = organisation_id
    group by code, kind, key
    having count(*) >= ${LEAST_ORGANISATIONS}
    order by organisations desc, code, kind, key
    limit ${MOST_TOLD}`);
  return rows;
}
