// The relay on both backends: every fact becomes its jobs, once, soon, and whatever breaks in between.
import type { EventName, EventPayload, JobName } from '@exchange/contracts';
import { appendToOutbox, countWaiting } from '@exchange/db/outbox/queries';
import { listDeadJobs } from '@exchange/db/outbox/queries-dead';
import { outbox } from '@exchange/db/outbox/tables';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openQueue, type JobQueue } from './queue.ts';
import { relayOnce, startRelay, toJobs } from './relay.ts';
import { eventually, startRedis, type TestRedis } from './testing.ts';

const noBadRow = () => undefined;
const row = <N extends EventName>(event: N, payload: EventPayload<N>) => ({ id: 1, event, payload });

describe('toJobs', () => {
  it('gives each fact its jobs, each thing once, many ids to a job', () => {
    const [listingId, interestId, organisationId, synonymId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const emailIds = Array.from({ length: 120 }, () => uuidv7());
    const jobs = toJobs(
      [
        row('listing.published', { listingId }),
        row('listing.changed', { listingId }),
        row('listing.published', { listingId }),
        row('interest.saved', { interestId }),
        row('organisation.changed', { organisationId }),
        row('synonyms.changed', { synonymId }),
        ...emailIds.map((emailId) => row('email.requested', { emailId })),
      ],
      noBadRow,
    );
    expect(jobs).toEqual([
      { name: 'email.send', payload: { emailIds: emailIds.slice(0, 50) } },
      { name: 'email.send', payload: { emailIds: emailIds.slice(50, 100) } },
      { name: 'email.send', payload: { emailIds: emailIds.slice(100) } },
      { name: 'listing.match', payload: { listingId } },
      { name: 'listing.index', payload: { listingIds: [listingId] } },
      { name: 'interest.match', payload: { interestId } },
      { name: 'organisation.index', payload: { organisationId } },
      { name: 'search.synonyms', payload: { synonymId } },
      { name: 'interests.reword', payload: { synonymId } },
    ]);
  });

  it('passes a fact it does not know, and tells of it', () => {
    const bad: unknown[] = [];
    const unknown = { id: 7, event: 'listing.sold' as EventName, payload: {} };
    const broken = { id: 8, event: 'listing.changed' as const, payload: { listingId: 'x' } };
    const good = row('listing.changed', { listingId: uuidv7() });
    expect(toJobs([unknown, broken, good], ({ id }) => bad.push(id))).toHaveLength(1);
    expect(bad).toEqual([7, 8]);
  });
});

describe.each(['redis', 'postgres'] as const)('the relay on %s', (backend) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let queue: JobQueue;
  let stopWork: () => Promise<void>;
  let done: { name: JobName; payload: unknown; at: number }[];

  beforeAll(async () => {
    database = await createTestDatabase();
    redis = backend === 'redis' ? await startRedis() : undefined;
    queue = await openQueue({ redis: redis?.url, database: database.url }, () => undefined);
  });
  beforeEach(() => {
    done = [];
    stopWork = queue.work(async (name, payload) => void done.push({ name, payload, at: Date.now() }), {
      concurrency: { work: 4, mail: 2 },
      leaseSeconds: 2,
      onFailure: () => undefined,
      onDead: async () => undefined,
      onError: () => undefined,
    });
  });
  afterEach(() => stopWork());
  afterAll(async () => {
    await queue.close();
    await redis?.stop();
    await database.drop();
  });

  const start = () =>
    startRelay({
      database,
      url: database.url,
      queue,
      onRelayed: () => undefined,
      onBadRow: noBadRow,
      onError: () => undefined,
    });
  const publish = (listingId: string) => appendToOutbox(database.db, 'listing.changed', { listingId });

  it('hands a fact on as soon as it is committed, and only then', async () => {
    const stop = start();
    // Two rounds, so that the second finds the relay asleep and listening.
    for (const round of [1, 2]) {
      const listingId = uuidv7();
      await database.db.transaction(async (trx) => {
        await appendToOutbox(trx, 'listing.changed', { listingId });
        expect(done).toHaveLength(round - 1);
      });
      const committed = Date.now();
      const job = await eventually('the job', () => done[round - 1]);
      expect(job).toMatchObject({ name: 'listing.index', payload: { listingIds: [listingId] } });
      if (round === 2) expect(job.at - committed).toBeLessThan(500);
    }
    await stop();
    expect(await countWaiting(database.db)).toEqual({ waiting: 0, oldest: null });
  });

  it('leaves facts of a transaction that rolled back alone', async () => {
    await expect(
      database.db.transaction(async (trx) => {
        await appendToOutbox(trx, 'listing.changed', { listingId: uuidv7() });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await relayOnce(database, queue, noBadRow)).toBe(0);
  });

  it('keeps a fact that leads to no job for staff, and hands on those behind it', async () => {
    const listingId = uuidv7();
    await database.db.insert(outbox).values({ event: 'listing.sold' as EventName, payload: { listingId } });
    await publish(listingId);
    const bad: string[] = [];
    expect(await relayOnce(database, queue, ({ event }) => bad.push(event))).toBe(2);
    expect(bad).toEqual(['listing.sold']);
    await eventually('the other', () => done.length === 1);
    expect(await listDeadJobs(database.db, { state: 'waiting', limit: 10 })).toMatchObject([
      { source: 'fact', name: 'listing.sold', payload: { listingId } },
    ]);
    const [fact] = await database.db
      .select()
      .from(outbox)
      .where(eq(outbox.event, 'listing.sold' as EventName));
    expect(fact?.doneAt).not.toBeNull();
  });

  it('run twice at once, hands each fact on once', async () => {
    const ids = Array.from({ length: 450 }, () => uuidv7());
    await database.db
      .insert(outbox)
      .values(ids.map((interestId) => ({ event: 'interest.saved' as const, payload: { interestId } })));
    const stops = [start(), start()];
    await eventually('all jobs', () => done.length >= ids.length);
    for (const stop of stops) await stop();
    expect(done.map(({ payload }) => (payload as { interestId: string }).interestId).sort()).toEqual([...ids].sort());
  });

  it('keeps the facts when the queue does not take them, and hands them on later', async () => {
    const listingId = uuidv7();
    await publish(listingId);
    const away = { enqueue: () => Promise.reject(new Error('away')) };
    await expect(relayOnce(database, away, noBadRow)).rejects.toThrow('away');
    expect(await countWaiting(database.db)).toMatchObject({ waiting: 1 });
    expect(await relayOnce(database, queue, noBadRow)).toBe(1);
    await eventually('the job', () => done.length === 1);
  });

  it('hands on again what it died over: the job comes twice, the fact is marked once', async () => {
    await publish(uuidv7());
    const dying = {
      enqueue: async (jobs: Parameters<JobQueue['enqueue']>[0]) => {
        await queue.enqueue(jobs);
        throw new Error('killed before the commit');
      },
    };
    await expect(relayOnce(database, dying, noBadRow)).rejects.toThrow('killed');
    expect(await relayOnce(database, queue, noBadRow)).toBe(1);
    await eventually('both jobs', () => done.length === 2);
    expect(await relayOnce(database, queue, noBadRow)).toBe(0);
  });

  it('goes on when its connection to the database is cut', async () => {
    const stop = start();
    await publish(uuidv7());
    await eventually('the first job', () => done.length === 1);
    await database.db.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'exchange-relay'`,
    );
    await publish(uuidv7());
    await eventually('the second job', () => done.length === 2);
    await stop();
  });
});
