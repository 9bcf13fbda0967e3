// Mends the index: after it was made anew, and nightly, whatever may have gone wrong.
import type { Db } from '@exchange/db';
import { listPublishedListings } from '@exchange/db/listings/queries';
import { compareIndex, toDocument, type Differences, type ListingDocument, type ListingIndex } from '@exchange/search';
import { indexListings } from '../listings/index-listings.ts';

const BATCH = 200;

/** The document of every published listing, some at a time. */
async function* documentsOf(db: Db): AsyncGenerator<ListingDocument[]> {
  let after: string | undefined;
  for (;;) {
    const found = await listPublishedListings(db, { after, limit: BATCH });
    if (found.length === 0) return;
    yield found.map((listing) => toDocument(listing, listing.regionsOfLocalAuthorities));
    after = found.at(-1)?.id;
  }
}

/** Compares the whole index with the database and brings up to date what differs. @returns what differed */
export async function verifyIndex(db: Db, index: ListingIndex): Promise<Differences> {
  const differences = await compareIndex(index, documentsOf(db));
  const wrong = [...differences.missing, ...differences.different, ...differences.extra];
  for (let start = 0; start < wrong.length; start += BATCH) {
    await indexListings(db, index, wrong.slice(start, start + BATCH));
  }
  return differences;
}
