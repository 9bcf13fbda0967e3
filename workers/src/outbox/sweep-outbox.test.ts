// The sweeper starts again what no job will send, and no more than that.
import { requestEmail } from '@exchange/db/emails/queries';
import { emails } from '@exchange/db/emails/tables';
import { appendToOutbox, markRelayed, takeFromOutbox } from '@exchange/db/outbox/queries';
import { outbox } from '@exchange/db/outbox/tables';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openQueue, type JobQueue } from '../queue.ts';
import { sweepOutbox } from './sweep-outbox.ts';

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
const sweep = (now = new Date()) => sweepOutbox(database.db, queue, now);
const waiting = async () => (await queue.count()).mail.waiting;

describe('sweepOutbox', () => {
  it('starts overdue mail again; what has just come, is held, or waits for its time is left alone', async () => {
    await ask('overdue', -60);
    await ask('just now', 0);
    await ask('held', 20);
    const sent = await ask('sent', -60);
    await database.db.update(emails).set({ state: 'sent' }).where(eq(emails.id, sent));
    expect(await sweep()).toEqual({ found: 1, pruned: 0 });
    expect(await waiting()).toBe(1);
  });

  it('adds no second job while the first waits', async () => {
    await ask('still overdue', -60);
    await sweep();
    await sweep();
    expect(await waiting()).toBe(1);
  });

  it('prunes facts that were handed on a week ago', async () => {
    await appendToOutbox(database.db, 'interest.saved', { interestId: uuidv7() });
    await database.db.transaction(async (trx) => {
      const rows = await takeFromOutbox(trx, 100);
      await markRelayed(
        trx,
        rows.map(({ id }) => id),
      );
    });
    expect((await sweep()).pruned).toBe(0);
    expect((await sweep(new Date(Date.now() + 8 * 86_400_000))).pruned).toBeGreaterThan(0);
    expect(await database.db.$count(outbox)).toBe(0);
  });
});
