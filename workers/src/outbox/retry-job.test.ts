// A job that was given up is kept in place of its facts, and carried out once staff say so.
import { decideDeadJob, listDeadJobs } from '@exchange/db/outbox/queries-dead';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { outbox } from '@exchange/db/outbox/tables';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { retryJob } from './retry-job.ts';
import { keepDeadJob } from './track-facts.ts';

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

it('is refused again when this version does not know it', async () => {
  const { db } = database;
  await keepDeadJob(db, { name: 'listing.sell', payload: {}, error: 'unknown', attempts: 1 });
  const [dead] = await listDeadJobs(db, { state: 'waiting', limit: 1 });
  await decideDeadJob(db, dead!.id, 'retried', 'Sam');
  await expect(retryJob(db, async () => undefined, dead!.id)).rejects.toThrow('not a job this version knows');
});
