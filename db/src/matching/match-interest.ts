// The other direction: a created or changed interest against every published listing; and what it would have found, before it is saved.
import type { Criteria, StoredNearMiss, StoredReason } from '@exchange/contracts';
import { eq, sql, type SQL } from 'drizzle-orm';
import { findGates } from '../interests/gates.ts';
import { interests } from '../interests/tables.ts';
import type { Db } from '../index.ts';
import { refreshStaleFacts } from './facts.ts';
import { fitsOfInterest } from './fits.ts';
import {
  countRun,
  inMatchRun,
  instantRecipients,
  NOTHING_DONE,
  tellOutbox,
  writeMatches,
  type MatchRun,
} from './write-matches.ts';

/** How many listings one message names; the page has the rest. */
export const MOST_IN_ONE_MAIL = 10;

/** One message an instant alert, with the best of what was found, rather than one a listing. */
const mailBest = (interestId: string, version: number): SQL => sql`
    best as materialized (
      select u.id as user_id, u.email, found.listing_id, found.material_revision, found.score,
        row_number() over (partition by u.id order by found.score desc, found.listing_id desc) as place,
        count(*) over (partition by u.id) as total
      ${instantRecipients}
    ),
    recipients as materialized (
      select uuidv7() as email_id, person.*,
        concat_ws(':', 'interest', user_id, ${interestId}::text, ${version}::text) as key
      from (select distinct user_id, email from best) person
    ),
    claimed as (
      insert into emailed_listings (user_id, listing_id, material_revision, email_id)
      select user_id, listing_id, material_revision, email_id
      from best join recipients using (user_id)
      where place <= ${sql.raw(String(MOST_IN_ONE_MAIL))} and not exists (select from emails where emails.key = recipients.key)
      order by user_id, listing_id
      on conflict do nothing
      returning user_id, listing_id
    ),
    mails as (
      insert into emails (id, key, kind, user_id, "to", data)
      select recipients.email_id, recipients.key, 'digest', user_id, min(recipients.email::text), jsonb_build_object(
        'userId', user_id, 'interestIds', jsonb_build_array(${interestId}::text),
        'listingIds', jsonb_agg(listing_id order by best.score desc, listing_id desc),
        'more', greatest(max(best.total) - ${sql.raw(String(MOST_IN_ONE_MAIL))}, 0))
      from claimed join recipients using (user_id) join best using (user_id, listing_id)
      group by user_id, recipients.email_id, recipients.key
      returning id
    )`;

/**
 * Matches an interest against all published listings: the same gates, score and rows as matchListing. Instant alerts get one
 * message with the best ten of what was found (key `interest:<user>:<interest>:<version>`); daily and weekly ones hear of it in their next digest.
 * An interest that has gone is no error.
 */
export async function matchInterest(db: Db, interestId: string, now: Date): Promise<MatchRun> {
  return inMatchRun(db, interestId, async (tx) => {
    const [interest] = await tx.select().from(interests).where(eq(interests.id, interestId));
    if (!interest) return NOTHING_DONE;
    await refreshStaleFacts(tx);
    const wanted = { ...interest, gates: await findGates(tx, interest.criteria) };
    const result = await tx.execute<MatchRun & Record<string, unknown>>(
      sql`with ${writeMatches(fitsOfInterest(wanted), sql`m.interest_id = ${interestId}`, now)},
        ${mailBest(interestId, interest.version)}, ${tellOutbox} ${countRun}`,
    );
    return result.rows[0] as MatchRun;
  });
}

/** A pair that would match. */
export interface PreviewRow {
  listingId: string;
  score: number;
  reasons: StoredReason[];
  nearMiss: StoredNearMiss[];
}

/**
 * What an interest would have matched, of the listings published since; no match is written and nobody is mailed.
 * @returns the best `limit` rows, best first, and how many there are in all
 */
export async function previewInterest(
  db: Db,
  interest: { organisationId: string; criteria: Criteria },
  since: Date,
  limit = 10,
): Promise<{ rows: PreviewRow[]; total: number }> {
  await refreshStaleFacts(db);
  const wanted = { id: interest.organisationId, ...interest, gates: await findGates(db, interest.criteria) };
  const result = await db.execute<PreviewRow & { total: number } & Record<string, unknown>>(sql`
    select listing_id as "listingId", score, reasons, near_miss as "nearMiss", (count(*) over ())::int as total
    from (${fitsOfInterest(wanted, since)}) fits
    order by score desc, listing_id desc
    limit ${limit}`);
  return { rows: result.rows.map(({ total: _, ...row }) => row), total: result.rows[0]?.total ?? 0 };
}
