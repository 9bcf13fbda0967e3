// Brings the search documents of listings to what the database says.
import type { Db } from '@exchange/db';
import { listListingsById, type StoredListing } from '@exchange/db/listings/queries';
import { toDocument, type ListingIndex } from '@exchange/search';

/** Times to look again when a listing changes while it is being indexed. */
const MOST_ROUNDS = 5;

const isPublic = (listing: StoredListing) => listing.state === 'published';

async function writeOnce(index: ListingIndex, ids: readonly string[], found: readonly StoredListing[]): Promise<void> {
  const shown = found.filter(isPublic);
  const kept = new Set(shown.map((listing) => listing.id));
  const gone = ids.filter((id) => !kept.has(id));
  if (shown.length > 0) {
    await index.upsert(shown.map((listing) => toDocument(listing, listing.regionsOfLocalAuthorities)));
  }
  if (gone.length > 0) await index.remove(gone);
}

/**
 * Indexes the published of these listings and removes the others, unknown ones too.
 *
 * Two jobs may hold the same listing at once, and the one that read first may write last. So each reads again after writing, and
 * writes what has changed: whoever writes last has read since, and no lock is held while the engine works.
 */
export async function indexListings(db: Db, index: ListingIndex, listingIds: readonly string[]): Promise<void> {
  let ids = [...new Set(listingIds)];
  for (let round = 1; ids.length > 0; round += 1) {
    const written = await listListingsById(db, ids);
    await writeOnce(index, ids, written);
    const before = new Map(written.map((listing) => [listing.id, JSON.stringify(listing)]));
    const after = new Map((await listListingsById(db, ids)).map((listing) => [listing.id, JSON.stringify(listing)]));
    ids = ids.filter((id) => before.get(id) !== after.get(id));
    if (round === MOST_ROUNDS && ids.length > 0)
      throw new Error(`${ids.length} listings keep changing while being indexed`);
  }
}
