// Who a listing fits, as its own side sees it: organisations, best first, each once, and unnamed where it chose to be.
import {
  unnamed,
  type Admirer,
  type OrganisationRole,
  type Region,
  type StoredNearMiss,
  type StoredReason,
} from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { dress } from './queries.ts';
import { tellableRegion } from './unnamed.ts';

const MOST_SHOWN = 100;

interface AdmirerRow {
  listingId: string;
  score: number;
  reasons: StoredReason[];
  nearMiss: StoredNearMiss[];
  interests: number;
  total: number;
  organisation: { id: string; slug: string; name: string };
  anonymous: boolean;
  roles: OrganisationRole[];
  region: Region | null;
}

/** The organisations that a published listing fits, best first, and how many there are in all. */
export async function listAdmirers(db: Db, listingId: string): Promise<{ items: Admirer[]; total: number }> {
  const { rows } = await db.execute<AdmirerRow & Record<string, unknown>>(sql`
    select best.listing_id as "listingId", best.score, best.reasons, best.near_miss as "nearMiss", best.interests, best.anonymous,
      (count(*) over ())::int as total, json_build_object('id', o.id, 'slug', o.slug, 'name', o.name) as organisation, o.roles,
      case when best.anonymous then ${tellableRegion('o')} end as region
    from (
      select distinct on (i.organisation_id, i.anonymous) i.organisation_id, i.anonymous, m.listing_id, m.id, m.score, m.reasons,
        m.near_miss, (count(*) over (partition by i.organisation_id, i.anonymous))::int as interests
      from matches m join interests i on i.id = m.interest_id
      where m.listing_id = ${listingId} and m.ended_at is null
      order by i.organisation_id, i.anonymous, m.score desc, m.id desc
    ) best
    join organisations o on o.id = best.organisation_id
    order by best.score desc, best.id desc
    limit ${MOST_SHOWN}`);
  const dressed = await dress<AdmirerRow>(db, rows, 'listing');
  return { items: dressed.map(toAdmirer), total: rows[0]?.total ?? 0 };
}

function toAdmirer(row: Pick<Admirer, 'reasons' | 'nearMiss'> & Omit<AdmirerRow, 'reasons' | 'nearMiss'>): Admirer {
  const { score, reasons, nearMiss, interests, organisation, anonymous, roles, region } = row;
  return {
    name: anonymous ? unnamed(roles, region) : organisation.name,
    organisation: anonymous ? null : organisation,
    score,
    reasons,
    nearMiss,
    interests,
  };
}
