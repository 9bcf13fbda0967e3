// Match rates and scores of published listings by size, form, place and age of organisations: one pass over listings and matches.
import { fairnessDimensions, LEAST_IN_GROUP, type FairnessGroup, type FairnessReport } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import type { Db } from '../index.ts';

type Row = { dimension: string; code: string; total: boolean } & {
  [figure in 'organisations' | 'listings' | 'matched' | 'matches']: number;
} & { meanScore: number | null };

/**
 * The report of now. Groups with fewer organisations than LEAST_IN_GROUP keep their figures to themselves.
 * @param now what the age of organisations is counted from
 */
export async function reportFairness(db: Db, now: Date): Promise<FairnessReport> {
  const { rows } = await db.execute<Row>(sql`
    with offered as (
      select l.id, o.id as organisation_id, o.legal_form, o.regions, o.verified_at, l.people_helped_per_year as people,
        ${now.toISOString()}::timestamptz - o.created_at as age, fits.matches, fits.points,
        row_number() over (partition by o.id order by l.published_at, l.id) as place
      from listings l
      join organisations o on o.id = l.organisation_id
      cross join lateral (
        select count(*) as matches, sum(m.score) as points from matches m where m.listing_id = l.id and m.ended_at is null
      ) fits
      where l.state = 'published'
    )
    select dimension, code, count(distinct organisation_id)::int as organisations, count(*)::int as listings,
      (count(*) filter (where matches > 0))::int as matched, sum(matches)::int as matches,
      round(sum(points) / nullif(sum(matches), 0), 1)::float as "meanScore"
    from offered cross join lateral (values
      ('all', 'all'),
      ('legal_form', coalesce(legal_form, 'not_said')),
      ('people_helped', case when people is null then 'not_said' when people < 100 then 'under_100'
        when people < 1000 then 'under_1000' else 'from_1000' end),
      ('region', case cardinality(regions) when 0 then 'not_said' when 1 then regions[1] else 'several' end),
      ('time_on_exchange', case when age < interval '90 days' then 'under_90_days' when age < interval '1 year' then 'under_1_year'
        else 'from_1_year' end),
      ('order_of_listing', case when place = 1 then 'first' else 'later' end),
      ('verified', case when verified_at is null then 'no' else 'yes' end)
    ) told (dimension, code)
    group by dimension, code
    order by organisations desc, code`);
  const all = rows.find(({ dimension }) => dimension === 'all');
  return {
    organisations: all?.organisations ?? 0,
    listings: all?.listings ?? 0,
    matched: all?.matched ?? 0,
    matches: all?.matches ?? 0,
    meanScore: all?.meanScore ?? null,
    leastInGroup: LEAST_IN_GROUP,
    dimensions: fairnessDimensions.map((code) => ({
      code,
      groups: rows.filter(({ dimension }) => dimension === code).map(toGroup),
    })),
  };
}

function toGroup({ code, organisations, listings, matched, matches, meanScore }: Row): FairnessGroup {
  return organisations < LEAST_IN_GROUP
    ? { code, organisations, listings: null, matched: null, matches: null, meanScore: null }
    : { code, organisations, listings, matched, matches, meanScore };
}
