// A database and an index on it, for test files about what is found.
import { ownDatabase } from '@exchange/db/testing-file';
import type { TestDatabase } from '@exchange/db/testing';
import type { ListingIndex } from '@exchange/search';
import { createListingIndex } from '@exchange/search/create';
import { afterAll } from 'vitest';

/** Both are the test file's own and go after its last test: await them at the top of the file. */
export async function ownIndex(): Promise<{ db: TestDatabase['db']; index: ListingIndex }> {
  const { db, url } = await ownDatabase();
  const index = createListingIndex({ databaseUrl: url });
  await index.sync();
  afterAll(() => index.close());
  return { db, index };
}
