// What happens in the api, for tests of what follows from it: the same queries in the same transaction.
import type { Db } from '@exchange/db';
import { assignListingSlug, updateListingState } from '@exchange/db/listings/queries';
import { appendToOutbox } from '@exchange/db/outbox/queries';

/** Publishes a listing as its service does: state, slug and fact in one transaction. */
export async function publish(db: Db, listingId: string): Promise<void> {
  await db.transaction(async (trx) => {
    await assignListingSlug(trx, listingId, `listing-${listingId.slice(-12)}`);
    await updateListingState(trx, listingId, { state: 'published', publishedAt: new Date() });
    await appendToOutbox(trx, 'listing.published', { listingId });
  });
}
