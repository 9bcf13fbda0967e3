// From publishing to a thousand mails on the mail server, beside a pooled nodemailer that sends a thousand (J1).
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { openDatabase, type Db } from '@exchange/db';
import { aPublishedListing } from '@exchange/db/fixtures';
import { aFunder } from '@exchange/db/interests/fixtures';
import { migrateDatabase } from '@exchange/db/migrate';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { medianOf, RUNS } from './figures.ts';
import { startSink, type Sink } from './mail/sink.ts';
import { startProgram } from './programs.ts';
import type { Row } from './row.ts';
import { readSearchBenchConfig } from './search/config.ts';
import { withScratchDatabase } from './search/scratch.ts';

const MAILS = 1_000;

/** A thousand people, each with an interest that any listing fits, mailed at once. */
async function makeReaders(db: Db): Promise<void> {
  for (let made = 0; made < MAILS; made += 20) {
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { want } = await aFunder(db);
        await want();
      }),
    );
  }
}

/** Publishes a listing. @returns milliseconds until the last of its mails was taken on */
async function timeOurs(db: Db, sink: Sink): Promise<number> {
  const taken = sink.take(MAILS);
  const { id } = await db.transaction(async (trx) => {
    const listing = await aPublishedListing(trx);
    await appendToOutbox(trx, 'listing.published', { listingId: listing.id });
    return listing;
  });
  const began = performance.now();
  const last = await taken;
  if (!id) throw new Error('nothing was published');
  return last - began;
}

/** The same messages in a process that does nothing else. @returns milliseconds until the last was taken on */
async function timeRaw(sink: Sink): Promise<number> {
  const sender = fork(path.join(import.meta.dirname, 'programs/raw-sender.ts'), {
    env: { SMTP_PORT: String(sink.port) },
  });
  await once(sender, 'message');
  const taken = sink.take(MAILS);
  const began = performance.now();
  sender.send({ count: MAILS, message: sink.sample() });
  const last = await taken;
  await once(sender, 'exit');
  return last - began;
}

/** The row J1. */
export async function mail(): Promise<Row[]> {
  const sink = await startSink();
  try {
    return await withScratchDatabase(readSearchBenchConfig(), async (url) => {
      await migrateDatabase(url);
      const database = openDatabase(url, { max: 10 });
      await makeReaders(database.db);
      const workers = await startProgram('workers/src/main.ts', '/readyz', (port) => ({
        DATABASE_URL: url,
        SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
        // What is timed is the work, not a wait that was chosen.
        MAIL_GATHER_SECONDS: '0',
        WORKERS_PORT: String(port),
        LOG_LEVEL: 'silent',
      }));
      try {
        return [await measure(database.db, sink)];
      } finally {
        await workers.stop();
        await database.close();
      }
    });
  } finally {
    await sink.stop();
  }
}

async function measure(db: Db, sink: Sink): Promise<Row> {
  const ours: number[] = [];
  const raw: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const times = [await timeOurs(db, sink), await timeRaw(sink)] as const;
    if (run === 0) continue;
    ours.push(times[0]);
    raw.push(times[1]);
  }
  const ratio = medianOf(ours) / medianOf(raw);
  return {
    row: 'J1 publishing to 1,000 mails taken on, beside pooled nodemailer sending 1,000',
    ours: `${(medianOf(ours) / 1000).toFixed(2)} s`,
    against: `${(medianOf(raw) / 1000).toFixed(2)} s`,
    ratio: ratio.toFixed(2),
    target: '≤ 1.5',
    ok: ratio <= 1.5,
  };
}
