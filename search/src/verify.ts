// Holds an index against what should be in it.
import { isDeepStrictEqual } from 'node:util';
import type { Listing } from '@exchange/contracts';
import { toDocument, type ListingDocument } from './listings/document.ts';
import type { ListingIndex } from './port.ts';

/** A published listing with the regions in which its local authorities lie. */
type Published = Listing & { regionsOfLocalAuthorities: readonly string[] };

/**
 * The documents of published listings, a page at a time.
 * @param read gives those after an id, in the order of their ids; none when there are no more
 */
export async function* documentsOf(
  read: (after: string | undefined) => Promise<readonly Published[]>,
): AsyncGenerator<ListingDocument[]> {
  let after: string | undefined;
  for (;;) {
    const found = await read(after);
    if (found.length === 0) return;
    yield found.map((listing) => toDocument(listing, listing.regionsOfLocalAuthorities));
    after = found.at(-1)?.id;
  }
}

export interface Differences {
  /** Documents looked at that should be there. */
  expected: number;
  /** Should be there and are not. */
  missing: string[];
  /** Are there and should not be. */
  extra: string[];
  /** Are there with other content. */
  different: string[];
}

/** As it comes back from an engine: what JSON leaves out is left out. */
const asStored = (document: ListingDocument) => JSON.parse(JSON.stringify(document)) as ListingDocument;

/**
 * Compares every document of the index with those that should be in it, a batch at a time; nothing is changed.
 * A listing that changes meanwhile may be named although both are right by now: bringing it up to date again does no harm.
 */
export async function compareIndex(
  index: ListingIndex,
  documents: AsyncIterable<readonly ListingDocument[]>,
): Promise<Differences> {
  const found: Differences = { expected: 0, missing: [], extra: [], different: [] };
  const wanted = new Set<string>();
  for await (const batch of documents) {
    const stored = new Map((await index.get(batch.map(({ id }) => id))).map((document) => [document.id, document]));
    for (const document of batch) {
      wanted.add(document.id);
      const there = stored.get(document.id);
      if (!there) found.missing.push(document.id);
      else if (!isDeepStrictEqual(asStored(there), asStored(document))) found.different.push(document.id);
    }
  }
  for await (const batch of index.all()) found.extra.push(...batch.map(({ id }) => id).filter((id) => !wanted.has(id)));
  return { ...found, expected: wanted.size };
}
