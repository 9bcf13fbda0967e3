// What the rows about mail share: a thousand readers, workers that send, a server that takes it, and the bare sender beside them.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frequency } from '@exchange/contracts';
import { openDatabase, type Db } from '@exchange/db';
import { aFunder } from '@exchange/db/interests/fixtures';
import { migrateDatabase } from '@exchange/db/migrate';
import { simpleParser } from 'mailparser';
import { startProgram } from '../programs.ts';
import { startRedis } from '../redis.ts';
import { readSearchBenchConfig } from '../search/config.ts';
import { withScratchDatabase } from '../search/scratch.ts';
import { startSink, type Sink } from './sink.ts';

export type Backend = 'postgres' | 'redis';
export const MAILS = 1_000;

/** A thousand people, each with an interest that any listing fits. */
export async function makeReaders(db: Db, frequency: Frequency): Promise<void> {
  for (let made = 0; made < MAILS; made += 20) {
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { want } = await aFunder(db);
        await want({}, frequency);
      }),
    );
  }
}

async function withRedis<T>(backend: Backend, work: (url: string | undefined) => Promise<T>): Promise<T> {
  if (backend === 'postgres') return work(undefined);
  const directory = mkdtempSync(path.join(tmpdir(), 'exchange-bench-redis-'));
  const redis = await startRedis(directory);
  try {
    return await work(redis.url);
  } finally {
    await redis.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A database, workers in a process of their own, and a server that takes their mail. */
export async function withPostOffice<T>(
  backend: Backend,
  work: (office: { db: Db; sink: Sink }) => Promise<T>,
): Promise<T> {
  const sink = await startSink();
  try {
    return await withScratchDatabase(readSearchBenchConfig(), async (url) => {
      await migrateDatabase(url);
      const database = openDatabase(url, { max: 10 });
      try {
        return await withRedis(backend, async (redisUrl) => {
          const workers = await startProgram('workers/src/main.ts', '/readyz', (port) => ({
            DATABASE_URL: url,
            ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
            SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
            WORKERS_PORT: String(port),
            // What is measured is the way, not the waiting for company.
            MAIL_GATHER_SECONDS: '0',
            LOG_LEVEL: 'silent',
          }));
          try {
            return await work({ db: database.db, sink });
          } finally {
            await workers.stop();
          }
        });
      } finally {
        await database.close();
      }
    });
  } finally {
    await sink.stop();
  }
}

/** What the bare sender is told. */
export interface RawOrder {
  count: number;
  message: { source: string; parts: { subject: string; text: string; html: string; headers: Record<string, string> } };
  /** The message is sent as it lies there; otherwise it is put together anew for each receiver, as mail is. */
  isFinished: boolean;
}

/** The message that the workers sent, whole and in its parts. */
async function readSample(source: string): Promise<RawOrder['message']> {
  const { subject = '', text = '', html, headerLines } = await simpleParser(source);
  const own = new Set(['auto-submitted', 'list-unsubscribe', 'list-unsubscribe-post']);
  const headers = headerLines
    .filter(({ key }) => own.has(key))
    .map(
      ({ key, line }) =>
        [
          key,
          line
            .slice(key.length + 1)
            .replaceAll(/\s+/g, ' ')
            .trim(),
        ] as const,
    );
  return { source, parts: { subject, text, html: html || '', headers: Object.fromEntries(headers) } };
}

/**
 * The same message to as many, by nodemailer alone, in a process that does nothing else.
 * @returns milliseconds until the last was taken on
 */
export async function timeRaw(sink: Sink, isFinished = false): Promise<number> {
  const order: RawOrder = { count: MAILS, message: await readSample(sink.sample()), isFinished };
  const sender = fork(path.join(import.meta.dirname, '../programs/raw-sender.ts'), {
    env: { SMTP_PORT: String(sink.port) },
  });
  await once(sender, 'message');
  const taken = sink.take(MAILS);
  const began = performance.now();
  sender.send(order);
  const last = await taken;
  await once(sender, 'exit');
  return last - began;
}
