// What only the PostgreSQL engine can do wrong: searches that take too long, and tables of another version.
import { ListingQuery } from '@exchange/contracts';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDocument } from '../fixtures.ts';
import { createListingIndex, SearchTimeoutError, type ListingDocument, type ListingIndex } from '../index.ts';

async function* batchOf(...documents: ListingDocument[]) {
  yield await Promise.resolve(documents);
}

/** A rebuild that has written everything waits for its locks, or sleeps until it asks again. */
async function isAskingForTheTables({ pool }: TestDatabase): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from pg_stat_activity where application_name = 'exchange search writer' and query ~ '^(savepoint|rollback to)'`,
  );
  return rowCount === 1;
}

describe('the postgres engine', () => {
  let database: TestDatabase;
  let index: ListingIndex;

  const total = async () => (await index.search(ListingQuery.parse({}))).total;

  beforeAll(async () => {
    database = await createTestDatabase();
    index = createListingIndex({ databaseUrl: database.url });
    await index.sync();
  });
  afterAll(async () => {
    await index.close();
    await database.drop();
  });

  it('stops a search after two seconds, and says so', async () => {
    const client = await database.pool.connect();
    try {
      await client.query('begin; lock table search.entries in access exclusive mode');
      await expect(index.search(ListingQuery.parse({ q: 'people' }))).rejects.toThrow(SearchTimeoutError);
    } finally {
      await client.query('rollback');
      client.release();
    }
    expect(await total()).toBe(0);
  });

  it('syncs from many sides at once, and keeps what is there', async () => {
    await index.upsert([aDocument()]);
    const synced = await Promise.all(Array.from({ length: 5 }, () => index.sync()));
    expect(synced.map(({ fresh }) => fresh)).toEqual(Array(5).fill(false));
    expect(await total()).toBe(1);
  });

  it('is made anew when its tables are of another version, and says that it is empty', async () => {
    await database.pool.query(`update search.version set version = 'another'`);
    expect(await index.sync()).toEqual({ fresh: true });
    expect(await total()).toBe(0);
    const document = aDocument({ serviceAreas: ['health_social_care'] });
    await index.upsert([document]);
    expect((await index.search(ListingQuery.parse({ serviceArea: 'health_social_care' }))).total).toBe(1);
  });

  it('fills anew while somebody reads the old tables for long, and is searched meanwhile', async () => {
    const backup = await database.pool.connect();
    try {
      await backup.query('begin; select count(*) from search.documents');
      const rebuilt = index.rebuild(() => batchOf(aDocument(), aDocument()));
      await expect.poll(() => isAskingForTheTables(database), { timeout: 10_000 }).toBe(true);
      expect(await total()).toBe(1);
      await backup.query('commit');
      await rebuilt;
    } finally {
      backup.release(true);
    }
    expect(await total()).toBe(2);
  });

  it('keeps what it had when a rebuild fails, and can be filled again', async () => {
    const failing = () => Promise.reject(new Error('the source went away'));
    await expect(
      index.rebuild(async function* () {
        yield [aDocument()];
        yield await failing();
      }),
    ).rejects.toThrow('the source went away');
    expect(await total()).toBe(2);
    await index.rebuild(() => batchOf(aDocument()));
    expect(await total()).toBe(1);
  });

  it('does not answer a ping without its tables', async () => {
    const other = await createTestDatabase();
    const empty = createListingIndex({ databaseUrl: other.url });
    await expect(empty.ping()).rejects.toThrow('search.version');
    await empty.close();
    await other.drop();
  });
});
