// Kills workers, the database and the queue's Redis outright, again and again, while listings are published, and counts the mail that comes of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase, type Db } from '@exchange/db';
import { aPublishedListing } from '@exchange/db/fixtures';
import { aFunder } from '@exchange/db/interests/fixtures';
import { rngFrom } from '@exchange/db/matching/generators';
import { migrateDatabase } from '@exchange/db/migrate';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { startRedis } from '../redis.ts';
import { startCounter, type Counter } from './counter.ts';
import { isSettled, judge, type Verdict } from './verdict.ts';
import { redisVictims, startDatabase, startWorker, type Victim } from './victims.ts';

export interface ChaosOptions {
  kills: number;
  backend: 'postgres' | 'redis';
  seed: number;
  say: (line: string) => void;
}
export interface ChaosResult extends Verdict {
  backend: ChaosOptions['backend'];
  kills: number;
  /** How often each was killed. */
  killed: Record<string, number>;
  /** How often a worker that was ready ended by itself. */
  crashed: number;
  isSettled: boolean;
}

const READERS = 30;
const WORKERS = 2;
/** In milliseconds. */
const PUBLISH_EVERY = 250;
const PROGRESS_WITHIN = 8_000;
const SETTLE_WITHIN = 6 * 60_000;

/** Publishes until told to stop. What fails because the database is away is not published; the database knows which was. */
async function publishOn(db: Db, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await db
      .transaction(async (trx) => {
        const { id } = await aPublishedListing(trx);
        await appendToOutbox(trx, 'listing.published', { listingId: id });
      })
      .catch(() => undefined);
    await pause(PUBLISH_EVERY);
  }
}

/** Waits until so many more messages were taken on, so that kills fall into work and not into starting; at most a while. */
async function awaitProgress(taken: Counter['taken'], more: number): Promise<void> {
  const end = performance.now() + PROGRESS_WITHIN;
  const count = () => [...taken.values()].reduce((sum, times) => sum + times.length, 0);
  const before = count();
  while (count() < before + more && performance.now() < end) await pause(2);
}

async function killOn(
  victims: readonly Victim[],
  taken: Counter['taken'],
  { kills, seed, say }: ChaosOptions,
): Promise<{ times: number[]; killed: Record<string, number> }> {
  const random = rngFrom(seed);
  const times: number[] = [];
  const killed: Record<string, number> = {};
  for (let kill = 1; kill <= kills; kill += 1) {
    await awaitProgress(taken, 1 + Math.floor(random() * READERS));
    const victim = victims[Math.floor(random() * victims.length)];
    if (!victim) break;
    times.push(performance.now());
    await victim.kill();
    times.push(performance.now());
    killed[victim.name] = (killed[victim.name] ?? 0) + 1;
    await pause(random() * 400);
    await victim.revive();
    say(`${kill} of ${kills}: ${victim.name}`);
  }
  return { times, killed };
}

async function settle(db: Db, say: (line: string) => void): Promise<boolean> {
  const end = performance.now() + SETTLE_WITHIN;
  say('waiting until nothing is left to do …');
  while (performance.now() < end) {
    if (await isSettled(db).catch(() => false)) {
      // Whatever the sweepers may still find, they have found after two rounds.
      await pause(9_000);
      return isSettled(db);
    }
    await pause(500);
  }
  return false;
}

/** Runs it all in a folder of its own. Whatever was started is ended, also when it fails or `signal` says so. */
export async function runChaos(options: ChaosOptions, signal: AbortSignal): Promise<ChaosResult> {
  const directory = mkdtempSync(path.join(tmpdir(), 'exchange-chaos-'));
  const enders: (() => Promise<unknown>)[] = [];
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('interrupted')));
  });
  try {
    return await Promise.race([play(options, directory, enders), aborted]);
  } finally {
    for (const end of enders.reverse()) await end().catch(() => undefined);
    rmSync(directory, { recursive: true, force: true });
  }
}

async function play(
  options: ChaosOptions,
  directory: string,
  enders: (() => Promise<unknown>)[],
): Promise<ChaosResult> {
  const database = await startDatabase(path.join(directory, 'postgres'));
  enders.push(database.kill);
  await migrateDatabase(database.url);
  const { db, close } = openDatabase(database.url, { max: 4, applicationName: 'exchange-chaos' });
  enders.push(close);
  for (let made = 0; made < READERS; made += 1) await (await aFunder(db)).want();
  const redis = options.backend === 'redis' ? await startRedis(directory) : undefined;
  if (redis) enders.push(redis.stop);
  const counter = await startCounter();
  enders.push(counter.stop);
  let crashed = 0;
  const environment = {
    DATABASE_URL: database.url,
    ...(redis ? { REDIS_URL: redis.url } : {}),
    SMTP_URL: counter.url,
    MAIL_FROM: 'exchange@exchange.example.org',
    MAIL_GATHER_SECONDS: '0',
    WORKERS_LEASE_SECONDS: '2',
    LOG_LEVEL: 'silent',
  };
  const workers: Victim[] = [];
  for (let number = 1; number <= WORKERS; number += 1) {
    const worker = await startWorker(`worker ${number}`, environment, (said) => {
      crashed += 1;
      options.say(`worker ${number} ended by itself: ${said}`);
    });
    workers.push(worker);
    enders.push(worker.kill);
  }
  const victims = [...workers, database, ...(redis ? redisVictims(redis) : [])];
  const stop = new AbortController();
  const publishing = publishOn(db, stop.signal);
  const { times, killed } = await killOn(victims, counter.taken, options);
  stop.abort();
  await publishing;
  const settled = await settle(db, options.say);
  const verdict = await judge(db, counter.taken, times);
  return { ...verdict, backend: options.backend, kills: options.kills, killed, crashed, isSettled: settled };
}
