// The sweeper starts again what no job will send, and no more than that.
import { requestEmail } from '@exchange/db/emails/queries';
import { emails } from '@exchange/db/emails/tables';
import { appendToOutbox, markRelayed, pruneOutbox, takeFromOutbox } from '@exchange/db/outbox/queries';
import { getWorkStatus } from '@exchange/db/outbox/queries-status';
import { outbox } from '@exchange/db/outbox/tables';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { asc, eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openQueue, type JobQueue } from '../queue.ts';
import { sweepOutbox } from './sweep-outbox.ts';
import { trackFacts } from './track-facts.ts';

let database: TestDatabase;
let queue: JobQueue;
beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openQueue({ database: database.url }, () => undefined);
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});
beforeEach(() => database.db.delete(emails));

const ask = async (key: string, dueInSeconds: number) => {
  const data = { name: 'Ida' };
  const id = await requestEmail(database.db, { key, kind: 'already_registered', to: 'ida@example.org', data });
  await database.db
    .update(emails)
    .set({ notBefore: sql`now() + make_interval(secs => ${dueInSeconds})` })
    .where(eq(emails.id, id!));
  return id!;
};
const sweep = (now = new Date()) => sweepOutbox(database.db, queue, now, 60);
/** As the relay does. */
const handOn = () =>
  database.db.transaction(async (trx) => {
    const rows = await takeFromOutbox(trx, 100);
    await markRelayed(
      trx,
      rows.map(({ id }) => id),
    );
  });
const waiting = async () => (await queue.count()).mail.waiting;

describe('sweepOutbox', () => {
  it('starts overdue mail again; what has just come, is held, or waits for its time is left alone', async () => {
    await ask('overdue', -60);
    await ask('just now', 0);
    await ask('held', 20);
    const sent = await ask('sent', -60);
    await database.db.update(emails).set({ state: 'sent' }).where(eq(emails.id, sent));
    expect(await sweep()).toEqual({ found: 1, repeated: 0, pruned: 0 });
    expect(await waiting()).toBe(1);
  });

  it('adds no second job while the first waits', async () => {
    await ask('still overdue', -60);
    await sweep();
    await sweep();
    expect(await waiting()).toBe(1);
  });

  it('asks again for the jobs of facts that a queue forgot, those only that were not done, and once while they wait', async () => {
    const { db } = database;
    const listingId = uuidv7();
    await appendToOutbox(db, 'listing.published', { listingId });
    await handOn();
    const process = trackFacts(db, async () => undefined);
    await process('listing.index', { listingIds: [uuidv7(), listingId] });
    expect((await sweep()).repeated).toBe(0);
    await db.update(outbox).set({ relayedAt: sql`now() - interval '61 seconds'` });
    const before = (await queue.count()).work.waiting ?? 0;
    expect((await sweep()).repeated).toBe(1);
    await sweep();
    expect((await queue.count()).work.waiting).toBe(before + 1);
    await process('listing.match', { listingId });
    expect((await sweep()).repeated).toBe(0);
    const [fact] = await db.select().from(outbox).where(eq(outbox.event, 'listing.published'));
    expect(fact).toMatchObject({ doneJobs: ['listing.index', 'listing.match'], doneAt: expect.any(Date) as Date });
  });

  it('does not take as done what was written while its job ran, or what its job failed at', async () => {
    const { db } = database;
    await db.delete(outbox);
    const interestId = uuidv7();
    await appendToOutbox(db, 'interest.saved', { interestId });
    const failing = trackFacts(db, () => Promise.reject(new Error('not yet')));
    await expect(failing('interest.match', { interestId })).rejects.toThrow('not yet');
    const writing = trackFacts(db, () => appendToOutbox(db, 'interest.saved', { interestId }));
    await writing('interest.match', { interestId });
    const rows = await db.select().from(outbox).orderBy(asc(outbox.id));
    expect(rows.map(({ doneAt }) => doneAt !== null)).toEqual([true, false]);
  });

  it('prunes facts that were handed on a week ago and done', async () => {
    const { db } = database;
    await db.delete(outbox);
    const interestId = uuidv7();
    await appendToOutbox(db, 'interest.saved', { interestId });
    await appendToOutbox(db, 'email.requested', { emailId: uuidv7() });
    await handOn();
    const later = new Date(Date.now() + 8 * 86_400_000);
    expect((await sweep()).pruned).toBe(0);
    expect((await sweep(later)).pruned).toBe(1);
    await trackFacts(db, async () => undefined)('interest.match', { interestId });
    expect((await sweep(later)).pruned).toBe(1);
    expect(await db.$count(outbox)).toBe(0);
  });

  it('prunes no more than it is told to at once, what was handed on first first', async () => {
    const { db } = database;
    await db.delete(outbox);
    for (let n = 0; n < 3; n += 1) await appendToOutbox(db, 'email.requested', { emailId: uuidv7() });
    await handOn();
    const before = new Date(Date.now() + 60_000);
    expect(await pruneOutbox(db, before, 2)).toBe(2);
    expect(await pruneOutbox(db, before, 2)).toBe(1);
  });

  it('writes down how many jobs there are, for staff', async () => {
    await sweep();
    const { queues } = await getWorkStatus(database.db);
    expect(queues?.counts.mail).toMatchObject({ waiting: expect.any(Number) as number });
  });
});
