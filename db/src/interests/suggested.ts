// Interests an organisation may want: what several of its shortlisted listings have in common, and no interest of its own finds.
import type { Region } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { suggestionsPutAside } from './tables.ts';

/** So many shortlisted listings make a pattern. */
export const LEAST_ALIKE = 3;
const MOST_SUGGESTED = 3;

/** A first-level service area and, where all of them are in it, one region. */
export interface CommonGround {
  serviceArea: string;
  serviceAreaLabel: string;
  region: Region | null;
  /** How many shortlisted listings are there, and which. */
  listings: number;
  listingIds: string[];
}

/**
 * What the published listings on an organisation's shortlists, and those its matches were shortlisted for, have in common; most first. Left
 * out is what one of its interests finds already, all of it, and what it has put aside: until as many listings as make a pattern have come
 * in that were not there then.
 */
export async function listCommonGround(db: Db, organisationId: string): Promise<CommonGround[]> {
  const { rows } = await db.execute<CommonGround & Record<string, unknown>>(sql`
    with kept as (
      select item.listing_id as id from shortlists s join shortlist_items item on item.shortlist_id = s.id
      where s.organisation_id = ${organisationId}
      union
      select m.listing_id from interests i join matches m on m.interest_id = i.id and m.state = 'shortlisted'
      where i.organisation_id = ${organisationId}
    ),
    placed as (
      select l.id, area, case when l.national then '{}' else l.regions end as regions
      from kept join listings l on l.id = kept.id and l.state = 'published' and l.organisation_id <> ${organisationId}
      cross join lateral (select distinct split_part(unnest(l.service_areas), '.', 1) as area) areas
    ),
    alike as (
      select area, array_agg(id) as ids, count(*)::int as listings from placed group by area
      having count(*) >= ${LEAST_ALIKE}
    )
    select area as "serviceArea", label as "serviceAreaLabel", listings, ids as "listingIds", (
        select region from placed p cross join unnest(p.regions) region
        where p.area = alike.area group by region having count(*) = alike.listings order by region limit 1) as region
    from alike join service_areas on service_areas.code = area
    where not exists (
      select from interests i join matches m on m.interest_id = i.id and m.ended_at is null and m.listing_id = any(alike.ids)
      where i.organisation_id = ${organisationId} and cardinality(array(select jsonb_array_elements(i.criteria->'serviceAreas'))) > 0
      group by i.id having count(*) = alike.listings)
    and not exists (
      select from suggestions_put_aside aside where aside.organisation_id = ${organisationId} and aside.service_area = area
        and (select count(*) from unnest(alike.ids) one where one <> all(aside.listing_ids)) < ${LEAST_ALIKE})
    order by listings desc, area
    limit ${MOST_SUGGESTED}`);
  return rows;
}

/** Puts a suggestion aside, as it rests on these listings now; again takes the place of what was put aside before. */
export async function putSuggestionAside(
  db: Db,
  given: { organisationId: string; serviceArea: string; listingIds: string[]; putAsideBy: string },
): Promise<void> {
  const { listingIds, putAsideBy } = given;
  await db
    .insert(suggestionsPutAside)
    .values(given)
    .onConflictDoUpdate({
      target: [suggestionsPutAside.organisationId, suggestionsPutAside.serviceArea],
      set: { listingIds, putAsideBy, putAsideAt: sql`now()` },
    });
}
