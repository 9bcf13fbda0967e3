// A published or revised listing against every interest, in one statement: who fits, how well, why, and whom to mail.
import { sql, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { executeNamed } from '../named.ts';
import { refreshFacts } from './facts.ts';
import { fitsOfListing } from './fits.ts';
import {
  countRun,
  inMatchRun,
  instantRecipients,
  NOTHING_DONE,
  tellOutbox,
  writeMatches,
  type MatchRun,
} from './write-matches.ts';

/** One message a person and listing, however many of their interests it fits. Claimed first, so that no other run sends it too;
 * in order, so that no two runs wait for each other. */
const mailAtOnce: SQL = sql`
    recipients as materialized (
      select uuidv7() as email_id, person.* from (
        select distinct u.id as user_id, u.email, found.listing_id, found.material_revision ${instantRecipients}
      ) person
    ),
    claimed as (
      insert into emailed_listings (user_id, listing_id, material_revision, email_id)
      select user_id, listing_id, material_revision, email_id from recipients order by user_id, listing_id
      on conflict do nothing
      returning email_id
    ),
    mails as (
      insert into emails (id, key, kind, user_id, "to", data)
      select email_id, concat_ws(':', 'match', user_id, listing_id, material_revision), 'match', user_id, email,
        jsonb_build_object('userId', user_id, 'listingId', listing_id, 'materialRevision', material_revision)
      from recipients join claimed using (email_id)
      returning id
    )`;

/**
 * Matches a published listing against all interests (product.md, "Matching and mail"): writes matches with score and reasons, ends
 * those that no longer fit, and asks for the mail of instant alerts, all in one transaction. Running it again on the same
 * revision changes nothing. A listing that is not published is left as it is: its matches are not shown.
 */
export async function matchListing(db: Db, listingId: string, now: Date): Promise<MatchRun> {
  return inMatchRun(db, listingId, async (tx) => {
    if (!(await refreshFacts(tx, listingId))) return NOTHING_DONE;
    const result = await executeNamed<MatchRun>(tx, 'match_listing', matchStatement(listingId, now));
    return result.rows[0] ?? NOTHING_DONE;
  });
}

/** The statement itself, for the bench. The listing's facts must be fresh. */
export function matchStatement(listingId: string, now: Date): SQL {
  return sql`with ${writeMatches(fitsOfListing(listingId), sql`m.listing_id = ${listingId}`, now)},
    ${mailAtOnce}, ${tellOutbox} ${countRun}`;
}
