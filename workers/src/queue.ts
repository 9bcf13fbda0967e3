// The queue: BullMQ on Redis or on PostgreSQL, chosen by configuration, with one typed way in and one way out.
import { jobs, queueNames, queueOf, type JobName, type JobPayload, type QueueName } from '@exchange/contracts';
import { UnrecoverableError, type Job, type Queue } from 'bullmq';
import { withoutParameters } from './log.ts';
import { ATTEMPTS, onPostgres, onRedis, type Parts, type QueueLike } from './queue-backends.ts';
import { backOff, MINUTE, SECOND } from './schedule.ts';

/**
 * A job on its way in. `coalesce`: while another job of that name waits or runs, this one is left out. `delayMs`: it is not begun
 * before so many milliseconds.
 */
export type NewJob = {
  [N in JobName]: { name: N; payload: JobPayload<N>; coalesce?: string; delayMs?: number };
}[JobName];

/** What does a job. Its promise failing means: try again later. */
export type Processor = (name: JobName, payload: Record<string, unknown>) => Promise<void>;

/** A job that was given up. */
export interface DeadJob {
  name: string;
  payload: Record<string, unknown>;
  error: string;
  attempts: number;
  /** What its last attempt failed with; undefined where it was not begun, because this version does not know it. */
  cause?: unknown;
}

export type RepeatedJob =
  'digest.compose' | 'listings.tend' | 'outbox.sweep' | 'records.prune' | 'reports.fetch' | 'search.verify';

/** Every so many milliseconds, or by a cron pattern on the clock of a time zone. */
export type Recurrence = { every: number } | { pattern: string; tz: string };

export interface WorkOptions {
  concurrency: Readonly<Record<QueueName, number>>;
  /** After so many seconds without a sign of life a worker counts as dead and its jobs go to another. */
  leaseSeconds: number;
  onFailure: (name: string, error: Error, attempt: number) => void;
  /** Keeps a job that was given up. Should that fail, the job is not given up yet. */
  onDead: (job: DeadJob) => Promise<void>;
  onError: (error: Error) => void;
}

export interface JobQueue {
  readonly backend: Parts['backend'];
  /** Hands jobs over, those of one queue in one step. Fails at once when the queue is away: the outbox keeps them. */
  enqueue: (list: readonly NewJob[]) => Promise<void>;
  /** Makes a job come again, once for all workers together. */
  repeat: (name: RepeatedJob, when: Recurrence) => Promise<void>;
  /** Whether the queue still knows that it is to repeat this; one that was emptied does not. */
  isRepeating: (name: RepeatedJob) => Promise<boolean>;
  /** Starts working. @returns what stops: nothing new is taken, and it resolves when all that was begun is done */
  work: (process: Processor, options: WorkOptions) => () => Promise<void>;
  /** The queues themselves, for who looks into them. */
  readonly queues: readonly Queue[];
  /** How many jobs wait, run, are delayed and were given up, by queue. */
  count: () => Promise<Record<QueueName, Record<string, number>>>;
  close: () => Promise<void>;
}

/** The pause before the next attempt: 1 s, doubling, 10 min at the most. */
export const jobBackOff = (attemptsMade: number): number => backOff(attemptsMade, SECOND, 10 * MINUTE);

async function perform(job: Job, process: Processor, onDead: WorkOptions['onDead']): Promise<void> {
  const name = job.name as JobName;
  const given = job.data as Record<string, unknown>;
  const attempts = job.attemptsMade + 1;
  const schema = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
  const payload = schema?.safeParse(given);
  if (!payload?.success) {
    const message = `not a job this version knows: ${job.name}`;
    await onDead({ name: job.name, payload: given, error: message, attempts });
    // Trying again would not make it right; it stays among the failed jobs.
    throw new UnrecoverableError(message);
  }
  try {
    await process(name, payload.data);
  } catch (error) {
    // The queue keeps the reason, and a reason must not hold a person's address.
    const plain = withoutParameters(error);
    // What repeats comes again by itself.
    const isLast = job.repeatJobKey === undefined && attempts >= (job.opts.attempts ?? 1);
    if (isLast) await onDead({ name, payload: given, error: plain.message, attempts, cause: error });
    throw plain;
  }
}

function startWorkers(parts: Parts, process: Processor, options: WorkOptions): () => Promise<void> {
  const leaseMs = options.leaseSeconds * SECOND;
  const workers = queueNames.map((name) => {
    const worker = parts.worker(name, (job) => perform(job, process, options.onDead), {
      concurrency: options.concurrency[name],
      lockDuration: leaseMs,
      stalledInterval: leaseMs,
      // A job may outlive any number of killed workers.
      maxStalledCount: ATTEMPTS,
      // After a lost connection: try again soon.
      runRetryDelay: SECOND,
      settings: { backoffStrategy: jobBackOff },
    });
    worker.on('failed', (job, error) => options.onFailure(job?.name ?? name, error, job?.attemptsMade ?? 0));
    worker.on('error', options.onError);
    return worker;
  });
  return async () => {
    await Promise.all(workers.map((worker) => worker.close()));
  };
}

/**
 * Opens the queue and waits until it answers.
 * @param url REDIS_URL where there is one, else DATABASE_URL
 * @param onError told of every lost connection; the queue itself connects again
 */
export async function openQueue(
  url: { redis?: string | undefined; database: string },
  onError: (error: Error) => void,
): Promise<JobQueue> {
  const parts = await (url.redis ? onRedis(url.redis) : onPostgres(url.database));
  const queues = Object.fromEntries(queueNames.map((name) => [name, parts.queue(name)])) as Record<
    QueueName,
    QueueLike
  >;
  for (const queue of Object.values(queues)) queue.on('error', onError);
  await Promise.all(Object.values(queues).map((queue) => queue.waitUntilReady()));
  return {
    backend: parts.backend,
    // Both backends' classes have the same members; their types differ in what they hold inside.
    queues: Object.values(queues) as Queue[],
    enqueue: async (list) => {
      for (const name of queueNames) {
        const own = list.filter((job) => queueOf[job.name] === name);
        if (own.length === 0) continue;
        await queues[name].addBulk(
          own.map(({ name, payload, coalesce, delayMs }) => ({
            name,
            data: payload,
            opts: {
              ...(coalesce ? { deduplication: { id: coalesce } } : {}),
              ...(delayMs === undefined ? {} : { delay: Math.round(delayMs) }),
            },
          })),
        );
      }
    },
    repeat: async (name, when) => {
      const opts = { attempts: 1, removeOnComplete: true, removeOnFail: 20 };
      await queues[queueOf[name]].upsertJobScheduler(name, when, { name, data: {}, opts });
    },
    isRepeating: async (name) => (await queues[queueOf[name]].getJobScheduler(name)) !== undefined,
    work: (process, options) => startWorkers(parts, process, options),
    count: async () => {
      const counts = queueNames.map(async (name) => [name, await queues[name].getJobCounts()] as const);
      return Object.fromEntries(await Promise.all(counts)) as Record<QueueName, Record<string, number>>;
    },
    close: async () => {
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await parts.close();
    },
  };
}
