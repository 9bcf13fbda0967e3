// Totals and counts against brute force: random listings, random queries and filters, no difference at all.
import { ListingQuery } from '@exchange/contracts';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createListingIndex, type ListingIndex } from '../index.ts';
import { randomListings, randomly } from '../random.ts';
import { compareOne } from './oracle.ts';

const QUERIES = 300;
const LISTINGS = 400;
/** Brute force takes its time on a busy machine, in milliseconds. */
const PATIENCE = 120_000;

const random = randomly(20_061_206);
const documents = randomListings(LISTINGS, random);

describe('the postgres engine', () => {
  let database: TestDatabase;
  let index: ListingIndex;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    // Its last connections may still be closing when the database is dropped.
    pool.on('error', () => undefined);
    index = createListingIndex({ databaseUrl: database.url });
    await index.sync();
    await index.upsert(documents);
  });
  afterAll(async () => {
    await pool.end();
    await index.close();
    await database.drop();
  });

  it(
    `gives total and counts as brute force does, in ${String(QUERIES)} random searches`,
    async () => {
      let nonEmpty = 0;
      for (let n = 0; n < QUERIES; n += 1) {
        const { asked, ours, bruteForce } = await compareOne(index, pool, documents, random);
        expect({ asked, ...ours }).toEqual({ asked, ...bruteForce });
        if (ours.total > 0) nonEmpty += 1;
      }
      expect(nonEmpty).toBeGreaterThan(QUERIES / 4);
    },
    PATIENCE,
  );

  it('gives every result once, whatever the length of the pages', async () => {
    for (const q of ['people', 'older people w7 w12', 'community transport']) {
      const ids: string[] = [];
      const ask = (page: number) => index.search(ListingQuery.parse({ q, page: String(page), limit: '37' }));
      const { total } = await ask(1);
      for (let page = 1; page <= Math.ceil(total / 37); page += 1)
        ids.push(...(await ask(page)).items.map(({ id }) => id));
      expect([q, new Set(ids).size, ids.length]).toEqual([q, total, total]);
    }
  });
});
