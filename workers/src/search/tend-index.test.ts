// An engine whose index was thrown away is filled again by the workers, without anybody searching or restarting anything.
import { randomUUID } from 'node:crypto';
import { ListingQuery } from '@exchange/contracts';
import { aPublishedListing } from '@exchange/db/fixtures';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { createListingIndex, type ListingIndex } from '@exchange/search';
import { dropMeilisearchIndex } from '@exchange/search/meilisearch/index';
import { withSpare } from '@exchange/search/spare';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tendIndex } from './tend-index.ts';
import { verifyIndex } from './verify-index.ts';

const { MEILI_URL: url, MEILI_KEY: key } = process.env;

describe.each(['postgres', ...(url ? ['meilisearch'] : [])])('tendIndex with %s as the engine', (name) => {
  const uid = `tend_${randomUUID()}`;
  let database: TestDatabase;
  let other: TestDatabase;
  let index: ListingIndex;
  beforeAll(async () => {
    [database, other] = [await createTestDatabase(), await createTestDatabase()];
    const meilisearch = name === 'meilisearch' ? { meiliUrl: url, meiliKey: key, meiliIndex: uid } : {};
    const first = createListingIndex({ databaseUrl: other.url, ...meilisearch });
    index = withSpare(first, createListingIndex({ databaseUrl: database.url }), { well: 50, unwell: 50 });
    await index.sync();
  });
  afterAll(async () => {
    await index.close();
    if (name === 'meilisearch') await dropMeilisearchIndex({ url: url ?? '', key, uid });
    await database.drop();
    await other.drop();
  });
  const loseIndex = () =>
    name === 'meilisearch'
      ? dropMeilisearchIndex({ url: url ?? '', key, uid })
      : other.pool.query(`drop table search.entries; update search.version set version = 'another'`);

  it('fills an index that was lost, says so, and verifies it once more when it is back', async () => {
    await aPublishedListing(database.db, { title: 'Lantern walks' });
    await verifyIndex(database.db, index);
    const said: unknown[] = [];
    const log = { info: (text: unknown) => said.push(text), warn: (_: unknown, text: unknown) => said.push(text) };
    let verified = 0;
    const done = Promise.withResolvers<undefined>();
    const verify = async () => {
      await verifyIndex(database.db, index);
      verified += 1;
      if (verified === 2) done.resolve(undefined);
    };
    tendIndex(index, { verify, log: log as never, onError: done.reject });
    await loseIndex();
    await done.promise;
    expect(index.engine).toBe(name);
    expect((await index.engines[0]!.search(ListingQuery.parse({ q: 'lantern' }))).total).toBe(1);
    expect(said).toEqual(expect.arrayContaining(['the search engine has lost its index, and is being filled']));
  });
});
