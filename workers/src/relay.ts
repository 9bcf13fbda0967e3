// The relay: turns the facts in the outbox into jobs, in the order in which they were written.
import { events, type EventName } from '@exchange/contracts';
import type { Database, Db } from '@exchange/db';
import { insertDeadJob } from '@exchange/db/outbox/queries-dead';
import { markFactsDone } from '@exchange/db/outbox/queries-done';
import { markRelayed, OUTBOX_CHANNEL, takeFromOutbox, type OutboxRow } from '@exchange/db/outbox/queries';
import pg from 'pg';
import type { JobQueue, NewJob } from './queue.ts';
import { backOff, SECOND } from './schedule.ts';

/** Facts taken at a time. */
const BATCH = 200;
/** Ids a job carries at the most. */
const PER_JOB = 50;
/** How often to look without having been woken: the safety net under LISTEN. */
const POLL = SECOND;
const MAX_PAUSE = 30 * SECOND;

type Ids = Record<
  'indexed' | 'matched' | 'interests' | 'organisations' | 'synonyms' | 'emails' | 'retried',
  Set<string>
>;

/** Which ids of a fact go into which jobs. Total: a fact without a job does not compile. */
const collect: { [N in EventName]: (payload: Record<string, string>, ids: Ids) => void } = {
  'listing.published': (payload, ids) => {
    const { listingId } = events['listing.published'].parse(payload);
    ids.indexed.add(listingId);
    ids.matched.add(listingId);
  },
  'listing.changed': (payload, ids) => ids.indexed.add(events['listing.changed'].parse(payload).listingId),
  'interest.saved': (payload, ids) => ids.interests.add(events['interest.saved'].parse(payload).interestId),
  'email.requested': (payload, ids) => ids.emails.add(events['email.requested'].parse(payload).emailId),
  'organisation.changed': (payload, ids) =>
    ids.organisations.add(events['organisation.changed'].parse(payload).organisationId),
  'synonyms.changed': (payload, ids) => ids.synonyms.add(events['synonyms.changed'].parse(payload).synonymId),
  'job.retried': (payload, ids) => ids.retried.add(events['job.retried'].parse(payload).deadJobId),
};

function inChunks(ids: Set<string>): string[][] {
  const all = [...ids];
  return Array.from({ length: Math.ceil(all.length / PER_JOB) }, (_, i) => all.slice(i * PER_JOB, (i + 1) * PER_JOB));
}

type OnBadRow = (row: Pick<OutboxRow, 'id' | 'event' | 'payload'>, error: unknown) => void;

/** The jobs that facts lead to: one thing told twice is done once, and many small ones share a job. */
export function toJobs(rows: readonly Pick<OutboxRow, 'id' | 'event' | 'payload'>[], onBadRow: OnBadRow): NewJob[] {
  const sets: Ids = {
    indexed: new Set(),
    matched: new Set(),
    interests: new Set(),
    organisations: new Set(),
    synonyms: new Set(),
    emails: new Set(),
    retried: new Set(),
  };
  for (const row of rows) {
    try {
      collect[row.event](row.payload, sets);
    } catch (error) {
      // A fact of a newer version or a broken one must not hold up those behind it.
      onBadRow(row, error);
    }
  }
  return [
    ...inChunks(sets.emails).map((emailIds) => ({ name: 'email.send', payload: { emailIds } }) as const),
    ...[...sets.matched].map((listingId) => ({ name: 'listing.match', payload: { listingId } }) as const),
    ...inChunks(sets.indexed).map((listingIds) => ({ name: 'listing.index', payload: { listingIds } }) as const),
    ...[...sets.interests].map((interestId) => ({ name: 'interest.match', payload: { interestId } }) as const),
    ...[...sets.organisations].map((id) => ({ name: 'organisation.index', payload: { organisationId: id } }) as const),
    ...[...sets.synonyms].map((synonymId) => ({ name: 'search.synonyms', payload: { synonymId } }) as const),
    ...[...sets.synonyms].map((synonymId) => ({ name: 'interests.reword', payload: { synonymId } }) as const),
    ...[...sets.retried].map((deadJobId) => ({ name: 'job.retry', payload: { deadJobId } }) as const),
  ];
}

/** Keeps a fact that leads to no job for staff: perhaps a newer version knows what it means. */
async function keepBadFact(trx: Db, { id, event, payload }: Parameters<OnBadRow>[0], error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await insertDeadJob(trx, { source: 'fact', name: event, payload, error: message, attempts: 1 });
  await markFactsDone(trx, [id]);
}

/**
 * Hands one batch on. The rows stay locked until the queue has taken their jobs and they are marked. Should the process
 * die in between, the transaction rolls back and the jobs come a second time, which is harmless: every job asks the
 * database what is to be done.
 * @returns how many facts were handed on
 */
export async function relayOnce(
  { db }: Pick<Database, 'db'>,
  queue: Pick<JobQueue, 'enqueue'>,
  onBadRow: OnBadRow,
): Promise<number> {
  return db.transaction(async (trx) => {
    const rows = await takeFromOutbox(trx, BATCH);
    if (rows.length === 0) return 0;
    const bad: { row: Parameters<OnBadRow>[0]; error: unknown }[] = [];
    const jobs = toJobs(rows, (row, error) => {
      bad.push({ row, error });
      onBadRow(row, error);
    });
    await queue.enqueue(jobs);
    await markRelayed(
      trx,
      rows.map((row) => row.id),
    );
    for (const { row, error } of bad) await keepBadFact(trx, row, error);
    return rows.length;
  });
}

/** Something that is waited for until it is woken or its time is up. */
function createBell() {
  let ring: (() => void) | undefined;
  let rung = false;
  return {
    ring: () => {
      rung = true;
      ring?.();
    },
    wait: (milliseconds: number) =>
      new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          ring = undefined;
          rung = false;
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        ring = done;
        if (rung) done();
      }),
  };
}

/** Listens for new facts on a connection of its own. @returns undefined where that could not be had: polling remains */
async function listen(
  url: string,
  onFact: () => void,
  onLost: (error?: Error) => void,
): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: 'exchange-relay', keepAlive: true });
  let told = false;
  const lost = (error?: Error) => {
    if (told) return;
    told = true;
    onLost(error);
  };
  client.on('error', lost);
  client.on('end', () => lost());
  client.on('notification', onFact);
  try {
    await client.connect();
    await client.query(`listen ${OUTBOX_CHANNEL}`);
    return client;
  } catch (error) {
    lost(error as Error);
    await client.end().catch(() => undefined);
    return undefined;
  }
}

export interface RelayOptions {
  database: Database;
  /** The same database's address: listening needs a connection that no pool takes back. */
  url: string;
  queue: Pick<JobQueue, 'enqueue'>;
  onRelayed: (count: number) => void;
  onBadRow: OnBadRow;
  onError: (error: unknown) => void;
}

/** Runs until stopped. @returns what stops it, when the batch under way is done */
export function startRelay({ database, url, queue, onRelayed, onBadRow, onError }: RelayOptions): () => Promise<void> {
  const bell = createBell();
  let stopping = false;
  const isStopping = () => stopping;
  let client: pg.Client | undefined;
  let listening = false;

  const keepListening = async () => {
    if (listening) return;
    listening = true;
    client = await listen(url, bell.ring, (error) => {
      listening = false;
      if (error && !stopping) onError(error);
    });
  };

  const loop = async () => {
    for (let failures = 0; !isStopping();) {
      try {
        await keepListening();
        const count = await relayOnce(database, queue, onBadRow);
        failures = 0;
        if (count > 0) onRelayed(count);
        // A full batch means that there is more.
        if (count < BATCH && !isStopping()) await bell.wait(POLL);
      } catch (error) {
        failures += 1;
        onError(error);
        if (!isStopping()) await bell.wait(backOff(failures, SECOND, MAX_PAUSE));
      }
    }
    listening = true;
    await client?.end();
  };
  const finished = loop();
  return async () => {
    stopping = true;
    bell.ring();
    await finished;
  };
}
