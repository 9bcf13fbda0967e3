// The workers as one thing that starts and stops: the relay, the jobs, the schedules and the health port.
import { hostname } from 'node:os';
import { countPendingEmails } from '@exchange/db/emails/sending';
import { areWordsRead } from '@exchange/db/interests/reword';
import { countWaiting } from '@exchange/db/outbox/queries';
import { keywordBook } from '@exchange/search';
import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { periodsOf, type WorkersConfig } from './config.ts';
import { createPrepare } from './emails/compose-email.ts';
import { toReportsMailbox } from './emails/fetch-reports.ts';
import { createAdmit } from './emails/limit-rate.ts';
import { createRecorder } from './emails/record-sent.ts';
import type { SendingParts } from './emails/send-emails.ts';
import { writePreviews } from './emails/write-previews.ts';
import { createHandlers, toProcessor } from './handlers.ts';
import { serveHealth, type Beside } from './health.ts';
import { createLogger } from './log.ts';
import { parseFrom } from './mail/message.ts';
import { createRenderer } from './mail/render.ts';
import { openThreadedTransport } from './mail/threaded-transport.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { keepDeadJob, trackFacts } from './outbox/track-facts.ts';
import type { Processor } from './queue.ts';
import { BOARD_PATH, createBoard } from './queues/board.ts';
import { startRelay } from './relay.ts';
import { SECOND } from './schedule.ts';
import { keepSchedules, startSchedules } from './schedules.ts';
import { tendIndex } from './search/tend-index.ts';
import { openServices, type Services } from './services.ts';

/** Jobs under way at once. Two of mail keep the connections to the mail server busy while the next rows are fetched. */
const CONCURRENCY = { work: 4, mail: 2 } as const;

export interface WorkersOptions {
  config: WorkersConfig;
  log?: Logger;
  /** The clock by which digests are due and mail is given up. */
  now?: () => Date;
}

export interface Workers {
  /** Where health is served, when it is. */
  readonly healthPort: number | undefined;
  /** Takes nothing new, finishes what was begun, closes all connections. */
  stop: () => Promise<void>;
}

function watch({ database: { db }, queue }: Services, now: () => Date): Metrics {
  return createMetrics({
    outbox: async () => {
      const { waiting, oldest } = await countWaiting(db);
      return { waiting, ageSeconds: oldest ? Math.max(0, now().getTime() - oldest.getTime()) / SECOND : 0 };
    },
    pendingEmails: () => countPendingEmails(db),
    jobs: () => queue.count(),
  });
}

interface Running {
  config: WorkersConfig;
  services: Services;
  sending: SendingParts;
  metrics: Metrics;
}

const ratesOf = (config: WorkersConfig) => ({
  overall: config.MAIL_RATE_PER_MINUTE || undefined,
  perDomain: config.MAIL_RATE_PER_DOMAIN_PER_MINUTE || undefined,
});

function sendingParts(
  config: WorkersConfig,
  { database: { db }, queue }: Services,
  given: Pick<SendingParts, 'now' | 'stopping' | 'onOutcome'>,
): SendingParts & { warm: () => Promise<void> } {
  const places = { webUrl: config.WEB_PUBLIC_URL, apiUrl: config.API_PUBLIC_URL };
  const { render, warm } = createRenderer(places);
  return {
    ...given,
    db,
    render,
    warm,
    prepare: createPrepare(db, places),
    record: createRecorder(db),
    admit: createAdmit(db, ratesOf(config), given.now),
    later: async (emailIds, seconds) => {
      // A little later than the rows are due, by the database's clock. Should the queue be away, the sweeper starts them.
      const job = { name: 'email.send', payload: { emailIds }, delayMs: seconds * SECOND + 100 } as const;
      await queue.enqueue([job]).catch(() => undefined);
    },
    worker: `${hostname()}:${process.pid}`,
    transport: config.SMTP_URL ? openThreadedTransport(config.SMTP_URL, config.dkim) : undefined,
    from: parseFrom(config.MAIL_FROM),
    leaseSeconds: config.WORKERS_LEASE_SECONDS,
  };
}

/** The board of the queues, where it can be told who is of the exchange team. */
function boardOf(
  { EXCHANGE_SECRET: secret }: WorkersConfig,
  { database: { db }, queue }: Services,
): Beside | undefined {
  return secret === undefined ? undefined : { path: BOARD_PATH, plugin: createBoard({ db, queue, secret }) };
}

/** Starts the jobs, the schedules and the relay. @returns what stops them again, in the reverse order */
async function run(
  { config, services, sending, metrics }: Running,
  { log, now, onError }: { log: Logger; now: () => Date; onError: (error: unknown) => void },
): Promise<() => Promise<void>> {
  const { database, queue, index } = services;
  const handlers = createHandlers({
    db: database.db,
    index,
    queue,
    sending,
    now,
    gatherSeconds: config.MAIL_GATHER_SECONDS,
    sweepSeconds: 2 * config.WORKERS_LEASE_SECONDS,
    keep: periodsOf(config),
    reportsMailbox: config.MAIL_REPORTS_IMAP_URL ? toReportsMailbox(config.MAIL_REPORTS_IMAP_URL) : undefined,
  });
  const process = trackFacts(database.db, toProcessor(handlers));
  await startSchedules(queue, config.WORKERS_LEASE_SECONDS);
  // The index may have been made anew.
  const verify = () => queue.enqueue([{ name: 'search.verify', payload: {}, coalesce: 'search.verify' }]);
  await verify();
  tendIndex(index, { verify, log, onError });
  if (!(await areWordsRead(database.db, keywordBook)))
    await queue.enqueue([{ name: 'interests.reword', payload: {}, coalesce: 'interests.reword' }]);
  const stopSchedules = keepSchedules(queue, config.WORKERS_LEASE_SECONDS, onError);
  const count: Processor = async (job, payload) => {
    await process(job, payload);
    metrics.jobs.inc({ job, result: 'done' });
  };
  const stopWork = queue.work(count, {
    concurrency: CONCURRENCY,
    leaseSeconds: config.WORKERS_LEASE_SECONDS,
    onFailure: (job, err, attempt) => {
      metrics.jobs.inc({ job, result: 'failed' });
      log.warn({ job, err, attempt }, 'a job failed');
    },
    onDead: async (dead) => {
      await keepDeadJob(database.db, dead);
      log.error({ job: dead.name, attempts: dead.attempts }, 'a job was given up; it is kept for staff');
    },
    onError,
  });
  const stopRelay = startRelay({
    database,
    url: config.DATABASE_URL,
    queue,
    onRelayed: (count) => metrics.relayed.inc(count),
    onBadRow: ({ id, event }, err) => log.error({ outboxId: id, event, err }, 'a fact that leads to no job'),
    onError,
  });
  return async () => {
    stopSchedules();
    await stopRelay();
    await stopWork();
    await sending.transport?.close();
  };
}

/** Starts everything. @throws with a sentence on what did not answer, having closed what was opened */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { config, log = createLogger(options.config), now = () => new Date() } = options;
  const onError = (err: unknown) => log.error({ err }, 'a connection or a step failed; it will be tried again');
  const services = await openServices(config, onError);
  const { database, queue, index } = services;
  const metrics = watch(services, now);
  const stopping = new AbortController();
  const sending = sendingParts(config, services, {
    now,
    stopping: stopping.signal,
    onOutcome: (outcome, { id, kind, attempts }) => {
      metrics.emails.inc({ kind, outcome });
      log[outcome === 'failed' || outcome === 'postponed' ? 'warn' : outcome === 'held_back' ? 'debug' : 'info'](
        { id, kind, attempts, outcome },
        'email',
      );
    },
  });
  const ready = async () => {
    await Promise.all([database.db.execute(sql`select 1`), queue.count(), index.ping()]);
  };
  try {
    const health =
      config.WORKERS_PORT === undefined
        ? undefined
        : await serveHealth(config.WORKERS_PORT, { ready, metrics: metrics.text }, boardOf(config, services));
    const stopRunning = await run({ config, services, sending, metrics }, { log, now, onError });
    log.info(
      { queue: queue.backend, search: index.engine, mail: sending.transport ? 'smtp' : 'kept' },
      'workers ready',
    );
    sending
      .warm()
      .then(() => writePreviews(database.db, sending.render))
      .catch(onError);
    return {
      healthPort: health?.port,
      stop: async () => {
        stopping.abort();
        await stopRunning();
        await health?.close();
        await services.close();
      },
    };
  } catch (error) {
    await sending.transport?.close();
    await services.close();
    throw error;
  }
}
