// Mends the index: after it was made anew, and nightly, whatever may have gone wrong.
import type { Db } from '@exchange/db';
import { listPublishedListings } from '@exchange/db/listings/queries';
import { compareIndex, documentsOf, type Differences, type ListingIndex } from '@exchange/search';
import { indexListings } from '../listings/index-listings.ts';
import { giveSynonyms } from './give-synonyms.ts';

const BATCH = 200;

async function verifyEngine(db: Db, engine: ListingIndex): Promise<Differences> {
  // An engine that has lost everything, its settings too, is made anew.
  await engine.sync();
  const differences = await compareIndex(
    engine,
    documentsOf((after) => listPublishedListings(db, { after, limit: BATCH })),
  );
  const wrong = [...differences.missing, ...differences.different, ...differences.extra];
  for (let start = 0; start < wrong.length; start += BATCH) {
    await indexListings(db, engine, wrong.slice(start, start + BATCH));
  }
  return differences;
}

/**
 * Compares each engine of the index with the database and brings up to date what differs, synonyms too; one that is away does not
 * keep the others waiting.
 * @returns what differed, in all of them
 * @throws what the first engine that could not be mended said
 */
export async function verifyIndex(db: Db, index: ListingIndex): Promise<Differences> {
  const ended = await Promise.allSettled(
    index.engines.map(async (engine) => {
      const differences = await verifyEngine(db, engine);
      await giveSynonyms(db, engine);
      return differences;
    }),
  );
  const all = ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  const together = (name: 'missing' | 'extra' | 'different') => [...new Set(all.flatMap((one) => one[name]))];
  return {
    expected: Math.max(...all.map(({ expected }) => expected)),
    missing: together('missing'),
    extra: together('extra'),
    different: together('different'),
  };
}
