// A published or revised listing against every interest, in one statement: who fits, how well, why, and whom to mail.
import { sql, type SQL } from 'drizzle-orm';
import { gatherMail } from '../emails/gathering.ts';
import type { Db } from '../index.ts';
import { named } from '../named.ts';
import { refreshFacts } from './facts.ts';
import { fitsOfListing } from './fits.ts';
import { countRun, inMatchRun, instantRecipients, NOTHING_DONE, writeMatches, type MatchRun } from './write-matches.ts';

/** Each person once, however many of their interests it fits. */
const news: SQL = sql`
    news as materialized (
      select u.id as user_id, u.email, found.listing_id, found.material_revision, max(found.score) as score
      ${instantRecipients}
      group by u.id, u.email, found.listing_id, found.material_revision
    )`;

const match = named<MatchRun & Record<string, unknown>>('match_listing', () => {
  const listingId = sql.placeholder('listingId');
  const at = sql`${sql.placeholder('now')}::timestamptz`;
  return sql`with ${writeMatches(fitsOfListing(listingId), sql`m.listing_id = ${listingId}`, at)},
      ${news}, ${gatherMail(sql.placeholder('gatherSeconds'))} ${countRun}`;
});

/**
 * Matches a published listing against all interests (product.md, "Matching and mail"): writes matches with score and reasons, ends
 * those that no longer fit, and asks for the mail of instant alerts, all in one transaction. Running it again on the same
 * revision changes nothing. A listing that is not published is left as it is: its matches are not shown.
 * @param gatherSeconds how long that mail waits for what else is found for the same person
 */
export async function matchListing(db: Db, listingId: string, now: Date, gatherSeconds = 0): Promise<MatchRun> {
  return inMatchRun(db, listingId, async (tx) => {
    if (!(await refreshFacts(tx, listingId))) return NOTHING_DONE;
    const result = await match(tx, { listingId, now: now.toISOString(), gatherSeconds });
    return result.rows[0] ?? NOTHING_DONE;
  });
}
