// A job that was given up is kept in place of its facts, and carried out once staff say so.
import { decideDeadJob, listDeadJobs } from '@exchange/db/outbox/queries-dead';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { outbox } from '@exchange/db/outbox/tables';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { asc, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { retryJob } from './retry-job.ts';
import { keepDeadJob, trackFacts } from './track-facts.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('is kept, left alone until it is decided on, and then done', async () => {
  const { db } = database;
  const payload = { listingId: uuidv7() };
  await appendToOutbox(db, 'listing.published', payload);
  await keepDeadJob(db, { name: 'listing.match', payload, error: 'poison', attempts: 500 });
  // Its facts do not bring it back: that is for staff now.
  expect(await db.select({ done: outbox.doneJobs }).from(outbox)).toEqual([{ done: ['listing.match'] }]);
  const [dead] = await listDeadJobs(db, { state: 'waiting', limit: 10 });
  expect(dead).toMatchObject({ source: 'job', name: 'listing.match', payload, error: 'poison', attempts: 500 });
  const done: unknown[] = [];
  const process = async (name: string, given: unknown) => void done.push([name, given]);
  await retryJob(db, process, dead!.id);
  expect(done).toEqual([]);
  expect(await decideDeadJob(db, dead!.id, 'retried', 'Sam')).toMatchObject({ decidedBy: 'Sam' });
  expect(await decideDeadJob(db, dead!.id, 'discarded', 'Sam')).toBeUndefined();
  await retryJob(db, process, dead!.id);
  expect(done).toEqual([['listing.match', payload]]);
});

it('takes with it the facts its last attempt had seen, and not one that was written while that ran', async () => {
  const { db } = database;
  await db.delete(outbox);
  const payload = { interestId: uuidv7() };
  const write = () => appendToOutbox(db, 'interest.saved', payload);
  await write();
  const failing = trackFacts(db, async () => {
    await write();
    throw new Error('poison');
  });
  const cause: unknown = await failing('interest.match', payload).catch((error: unknown) => error);
  await keepDeadJob(db, { name: 'interest.match', payload, error: 'poison', attempts: 500, cause });
  const facts = await db.select({ doneAt: outbox.doneAt }).from(outbox).orderBy(asc(outbox.id));
  expect(facts.map(({ doneAt }) => doneAt !== null)).toEqual([true, false]);
  // It failed before it could look anything up, as when the database is away: the sweeper will ask for it again.
  await keepDeadJob(db, { name: 'interest.match', payload, error: 'away', attempts: 500, cause: new Error('away') });
  expect(await db.$count(outbox, isNull(outbox.doneAt))).toBe(1);
});

it('is refused again when this version does not know it', async () => {
  const { db } = database;
  await keepDeadJob(db, { name: 'listing.sell', payload: {}, error: 'unknown', attempts: 1 });
  const [dead] = await listDeadJobs(db, { state: 'waiting', limit: 1 });
  await decideDeadJob(db, dead!.id, 'retried', 'Sam');
  await expect(retryJob(db, async () => undefined, dead!.id)).rejects.toThrow('not a job this version knows');
});
