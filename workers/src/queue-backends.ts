// Where the queue lies: BullMQ's classes on PostgreSQL, or on Redis, each over connections of our own.
import type { QueueName } from '@exchange/contracts';
import { createPostgresBackend, Queue, runMigrations, withBackend, Worker } from 'bullmq';
import type { Job, JobsOptions, WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { DAY, SECOND } from './schedule.ts';

/** Retried with growing pauses for three days and more: longer than an outage, as long as mail is tried. */
export const ATTEMPTS = 500;
const defaultJobOptions = {
  attempts: ATTEMPTS,
  backoff: { type: 'custom' },
  removeOnComplete: true,
  // What was given up stays for a fortnight, to be looked at.
  removeOnFail: { age: (14 * DAY) / SECOND, count: 5_000 },
} satisfies JobsOptions;

/** What both backends' classes share of what is used here. */
type OnError = { on: (event: 'error', listener: (error: Error) => void) => unknown };
export type QueueLike = Pick<
  Queue,
  'addBulk' | 'upsertJobScheduler' | 'getJobScheduler' | 'getJobCounts' | 'waitUntilReady' | 'close'
> &
  OnError;
type WorkerLike = Pick<Worker, 'close'> &
  OnError & { on: (event: 'failed', listener: (job: Job | undefined, error: Error) => void) => unknown };
export type Parts = {
  backend: 'redis' | 'postgres';
  queue: (name: QueueName) => QueueLike;
  worker: (name: QueueName, run: (job: Job) => Promise<void>, options: Omit<WorkerOptions, 'connection'>) => WorkerLike;
  close: () => Promise<void>;
};

/** The schema of BullMQ's own tables. */
const SCHEMA = 'bullmq';

/** Brings BullMQ's tables to what this version needs; runs again without harm, and from several processes at once. */
async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'exchange-queue-migrate' });
  // Whatever breaks is told by the query that it breaks.
  client.on('error', () => undefined);
  await client.connect();
  try {
    client.on('notice', () => undefined);
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
}

/** One pool of our own for all four parts: BullMQ would otherwise open one for each, and a connection string cannot name the schema. */
export async function onPostgres(url: string): Promise<Parts> {
  await migrate(url);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'exchange-queue',
    options: `-c search_path=${SCHEMA}`,
    // Two of them listen for jobs.
    max: 8,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  // Every queue and worker listens for the pool's errors.
  pool.setMaxListeners(20);
  // A connection that breaks while it is lent out must not end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const { Queue: PgQueue, Worker: PgWorker } = withBackend(createPostgresBackend);
  return {
    backend: 'postgres',
    queue: (name) => new PgQueue(name, { connection: pool, defaultJobOptions }),
    worker: (name, run, options) => new PgWorker(name, run, { ...options, connection: pool }),
    close: () => pool.end(),
  };
}

/** Where in a Redis our keys lie. */
const PREFIX = 'exchange';

/** Whoever hands a job over hears at once that Redis is away; whoever works waits for it to come back. */
export async function onRedis(url: string): Promise<Parts> {
  const producer = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, lazyConnect: true });
  // Told again through each queue's own 'error'.
  producer.on('error', () => undefined);
  try {
    await producer.connect();
  } catch (error) {
    producer.disconnect();
    throw new Error(`Redis does not answer at ${new URL(url).host}. Start it, or correct REDIS_URL.`, { cause: error });
  }
  const consumer = new Redis(url, { maxRetriesPerRequest: null });
  consumer.on('error', () => undefined);
  return {
    backend: 'redis',
    queue: (name) => new Queue(name, { connection: producer, prefix: PREFIX, defaultJobOptions }),
    worker: (name, run, options) => new Worker(name, run, { ...options, connection: consumer, prefix: PREFIX }),
    close: async () => {
      producer.disconnect();
      consumer.disconnect();
    },
  };
}
