// Marks of several matches take their locks in one order, so that two at once never wait for each other.
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { aPublishedListing } from '../fixtures.ts';
import { openDatabase, type Database } from '../index.ts';
import { aFunder } from '../interests/fixtures.ts';
import { createTestDatabase, type TestDatabase } from '../testing.ts';
import { markMatches } from './mark.ts';
import { matchListing } from './match-listing.ts';
import { matches } from './tables.ts';

let database: TestDatabase;
let other: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  other = openDatabase(database.url, { max: 2, applicationName: 'marks' });
});
afterAll(async () => {
  await other.close();
  await database.drop();
});

/** Two interests of one organisation, and a listing's match with each; the match that is locked first lies last in the table. */
async function twoMatches() {
  const { db } = database;
  const { user, want } = await aFunder(db);
  const interests = [await want({}, 'off'), await want({}, 'off')].sort();
  const { id: listingId } = await aPublishedListing(db);
  await matchListing(db, listingId, new Date());
  const ids = await db
    .select({ id: matches.id })
    .from(matches)
    .where(and(eq(matches.listingId, listingId), inArray(matches.interestId, interests)))
    .orderBy(asc(matches.id));
  const [first = '', last = ''] = ids.map(({ id }) => id);
  await db.update(matches).set({ score: 1 }).where(eq(matches.id, first));
  return { user, interests, listingId, first, last };
}

/** Waits until so many of the others' statements wait for a lock. */
const untilWaiting = (count: number) =>
  vi.waitFor(
    async () => {
      const { rows } = await database.db.execute(sql`select 1 from pg_stat_activity
        where application_name = 'marks' and wait_event_type = 'Lock' and datname = current_database()`);
      expect(rows).toHaveLength(count);
    },
    { timeout: 10_000, interval: 20 },
  );

it.each(['matches', 'interests'])('waits for the first of several %s without holding the last', async (table) => {
  const { user, interests, first, last } = await twoMatches();
  const [held, free] = table === 'matches' ? [first, last] : interests;
  const lock = (id: string | undefined) =>
    sql`select from ${sql.identifier(table)} where id = ${id} for no key update nowait`;
  const marking = await database.db.transaction(async (tx) => {
    await tx.execute(lock(held));
    const waits = markMatches(other.db, [last, first], { state: 'dismissed', reason: 'other' }, user);
    await untilWaiting(1);
    await tx.execute(lock(free));
    return { waits };
  });
  expect((await marking.waits).map(({ id }) => id)).toEqual([first, last]);
});

it('lets matching anew and two marks of the same matches end, whatever their order', async () => {
  const { user, listingId, first, last } = await twoMatches();
  const mark = (ids: string[], state: 'dismissed' | 'shortlisted') => markMatches(other.db, ids, { state }, user);
  const running = await database.db.transaction(async (tx) => {
    await tx.execute(sql`select from matches where id = ${first} for no key update`);
    const ends = Promise.all([
      matchListing(other.db, listingId, new Date()),
      mark([last, first], 'shortlisted').then(() => mark([first, last], 'dismissed')),
    ]);
    await untilWaiting(2);
    await tx.execute(sql`select from matches where id = ${last} for no key update nowait`);
    return { ends };
  });
  const [run, marked] = await running.ends;
  expect(run).toMatchObject({ fits: 6, found: 0, ended: 0 });
  expect(marked).toHaveLength(2);
});
