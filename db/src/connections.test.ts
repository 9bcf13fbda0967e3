// What becomes of connections that break: a pool never runs out of them.
import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from './index.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const one = sql`select 1`;

it.each(['as it begins', 'while it runs'])('gives a connection back whose server went away %s', async (when) => {
  const { db, pool, close } = openDatabase(database.url, { max: 1 });
  if (when === 'as it begins')
    pool.once('acquire', (client: pg.PoolClient) => void (client as unknown as pg.Client).end());
  const work = db.transaction(async (tx) => {
    await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
  });
  await expect(work).rejects.toThrow();
  // The pool has one place only: had it been lost, this would wait for it in vain.
  expect(await db.transaction((tx) => tx.execute(one))).toMatchObject({ rowCount: 1 });
  expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);
  await close();
});

it('undoes what failed, also in a transaction of a transaction', async () => {
  const { db } = database;
  await db.execute(sql`create table notes (n int)`);
  await db.transaction(async (tx) => {
    await tx.execute(sql`insert into notes values (1)`);
    const inner = tx.transaction(async (deeper) => {
      await deeper.execute(sql`insert into notes values (2)`);
      throw new Error('changed my mind');
    });
    await expect(inner).rejects.toThrow('changed my mind');
  });
  const outer = db.transaction(async (tx) => {
    await tx.execute(sql`insert into notes values (3)`);
    throw new Error('changed my mind');
  });
  await expect(outer).rejects.toThrow('changed my mind');
  expect((await db.execute(sql`select n from notes`)).rows).toEqual([{ n: 1 }]);
});
