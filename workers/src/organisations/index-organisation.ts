// Brings the search documents of an organisation's listings to what the database says, when its name or standing has changed.
import type { Db } from '@exchange/db';
import { listPublishedListingIds } from '@exchange/db/outbox/reach';
import type { ListingIndex } from '@exchange/search';
import { indexListings } from '../listings/index-listings.ts';

const BATCH = 50;

export async function indexOrganisation(db: Db, index: ListingIndex, organisationId: string): Promise<void> {
  for (let after: string | undefined; ;) {
    const ids = await listPublishedListingIds(db, organisationId, { after, limit: BATCH });
    if (ids.length > 0) await indexListings(db, index, ids);
    if (ids.length < BATCH) return;
    after = ids.at(-1);
  }
}
