// The queue on both backends: jobs go in by type and come out checked, are tried again, coalesce, and survive their worker.
import type { JobName } from '@exchange/contracts';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openQueue, type DeadJob, type JobQueue, type NewJob, type Processor, type WorkOptions } from './queue.ts';
import { mendSchedules } from './schedules.ts';
import { eventually, freePort, startRedis, type TestRedis } from './testing.ts';

const ID = '019abc00-0000-7000-8000-000000000001';
const job = { name: 'listing.match', payload: { listingId: ID } } satisfies NewJob;
const options: WorkOptions = {
  concurrency: { work: 2, mail: 2 },
  leaseSeconds: 2,
  onFailure: () => undefined,
  onDead: async () => undefined,
  onError: () => undefined,
};

describe.each(['redis', 'postgres'] as const)('the queue on %s', (backend) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let queue: JobQueue;
  const stops: (() => Promise<void>)[] = [];
  const work = (process: Processor, changes: Partial<WorkOptions> = {}) => {
    const stop = queue.work(process, { ...options, ...changes });
    stops.push(stop);
    return stop;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    redis = backend === 'redis' ? await startRedis() : undefined;
    queue = await openQueue({ redis: redis?.url, database: database.url }, () => undefined);
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
  afterAll(async () => {
    await queue.close();
    await redis?.stop();
    await database.drop();
  });

  it('is the one that was configured', () => expect(queue.backend).toBe(backend));

  it('gives each job to its queue, and forgets it when it is done', async () => {
    const seen: [JobName, unknown][] = [];
    work(async (name, payload) => void seen.push([name, payload]));
    await queue.enqueue([job, { name: 'email.send', payload: { emailIds: [ID] } }]);
    await eventually('both jobs', () => seen.length === 2);
    expect(seen).toEqual(
      expect.arrayContaining([
        ['listing.match', { listingId: ID }],
        ['email.send', { emailIds: [ID] }],
      ]),
    );
    await eventually('an empty queue', async () => {
      const { work, mail } = await queue.count();
      return [work, mail].every((counts) => Object.values(counts).every((count) => count === 0));
    });
  });

  it('tries a job again that failed, and gives up one it does not know, once that is written down', async () => {
    const failures: string[] = [];
    const dead: DeadJob[] = [];
    let isAway = true;
    let tries = 0;
    work(
      async () => {
        tries += 1;
        if (tries === 1) throw new Error('not yet');
      },
      {
        onFailure: (name, error) => void failures.push(`${name}: ${error.message}`),
        onDead: async (job) => {
          if (isAway) {
            isAway = false;
            throw new Error('the database is away');
          }
          dead.push(job);
        },
      },
    );
    await queue.enqueue([job]);
    await eventually('a second try', () => tries === 2);
    await queue.enqueue([{ name: 'listing.match', payload: { listingId: 'not an id' } }]);
    await eventually('a refusal', () => failures.length === 3);
    expect(failures).toEqual([
      'listing.match: not yet',
      'listing.match: the database is away',
      'listing.match: not a job this version knows: listing.match',
    ]);
    expect(dead).toEqual([
      {
        name: 'listing.match',
        payload: { listingId: 'not an id' },
        error: 'not a job this version knows: listing.match',
        attempts: 2,
      },
    ]);
    expect((await queue.count()).work).toMatchObject({ failed: 1, waiting: 0 });
  });

  it('leaves out a job whose twin waits or runs, and takes it once that is done', async () => {
    let runs = 0;
    let release: () => void = () => undefined;
    work(async () => {
      runs += 1;
      await new Promise<void>((resolve) => (release = resolve));
    });
    const twin = { name: 'email.send', payload: { emailIds: [ID] }, coalesce: 'sweep-0' } satisfies NewJob;
    await queue.enqueue([twin, twin]);
    await eventually('the first', () => runs === 1);
    await queue.enqueue([twin]);
    release();
    await eventually('nothing left', async () =>
      Object.values((await queue.count()).mail).every((count) => count === 0),
    );
    expect(runs).toBe(1);
    await queue.enqueue([twin]);
    await eventually('the next', () => runs === 2);
    release();
  });

  it('repeats a job, once however often that is asked', async () => {
    let runs = 0;
    work(async (name) => {
      if (name === 'outbox.sweep') runs += 1;
    });
    await queue.repeat('outbox.sweep', { every: 100 });
    await queue.repeat('outbox.sweep', { every: 100 });
    await eventually('three runs', () => runs >= 3);
    await queue.repeat('outbox.sweep', { every: 3_600_000 });
  });

  it('knows what it repeats', async () => {
    expect(await queue.isRepeating('outbox.sweep')).toBe(true);
    expect(await queue.isRepeating('digest.compose')).toBe(false);
    const forgotten = ['digest.compose', 'listings.tend', 'search.verify', 'records.prune', 'reports.fetch'];
    expect(await mendSchedules(queue, 30)).toEqual(forgotten);
    expect(await mendSchedules(queue, 30)).toEqual([]);
  });

  it('finishes what was begun before it stops', async () => {
    let begun = false;
    let done = false;
    const gate = Promise.withResolvers<undefined>();
    const stop = work(async (name) => {
      if (name !== job.name) return;
      begun = true;
      await gate.promise;
      done = true;
    });
    await queue.enqueue([job]);
    await eventually('the job', () => begun);
    const stopped = stop();
    gate.resolve(undefined);
    await stopped;
    expect(done).toBe(true);
  });
});

describe('a queue that is away', () => {
  it('is said to be so in a sentence', async () => {
    const port = await freePort();
    const redis = `redis://127.0.0.1:${String(port)}`;
    await expect(openQueue({ redis, database: '' }, () => undefined)).rejects.toThrow(
      `Redis does not answer at 127.0.0.1:${String(port)}. Start it, or correct REDIS_URL.`,
    );
  });

  it('refuses jobs at once, and takes them when it is back', async () => {
    const first = await startRedis();
    const queue = await openQueue({ redis: first.url, database: '' }, () => undefined);
    await first.stop();
    const started = Date.now();
    await expect(queue.enqueue([job])).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(2_000);
    const second = await startRedis(Number(new URL(first.url).port));
    await eventually('a queue that takes jobs again', () =>
      queue.enqueue([job]).then(
        () => true,
        () => false,
      ),
    );
    expect((await queue.count()).work).toMatchObject({ waiting: 1 });
    await queue.close();
    await second.stop();
  });
});
