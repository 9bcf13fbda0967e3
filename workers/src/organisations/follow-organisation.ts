// Does what follows when an organisation's name or standing has changed: its listings are indexed and matched again.
import type { Db } from '@exchange/db';
import { matchListing } from '@exchange/db/matching/match-listing';
import { listPublishedListingIds } from '@exchange/db/outbox/reach';
import type { ListingIndex } from '@exchange/search';
import { indexOrganisation } from './index-organisation.ts';

const BATCH = 50;

/**
 * Some interests want verified organisations only, so that a listing may fit when its organisation is verified, and no longer fit when
 * that is withdrawn. The revision stays the same: only those whom it fits anew are told.
 * @param gatherSeconds how long their mail waits for the organisation's other listings
 */
export async function followOrganisation(
  db: Db,
  index: ListingIndex,
  organisationId: string,
  now: Date,
  gatherSeconds = 0,
): Promise<void> {
  await indexOrganisation(db, index, organisationId);
  for (let after: string | undefined; ;) {
    const ids = await listPublishedListingIds(db, organisationId, { after, limit: BATCH });
    for (const id of ids) await matchListing(db, id, now, gatherSeconds);
    if (ids.length < BATCH) return;
    after = ids.at(-1);
  }
}
