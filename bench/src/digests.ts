// Digests to a thousand people: composed, sent and taken on, beside a pooled nodemailer that sends a thousand (J3).
import type { Db } from '@exchange/db';
import { composeDigest, listDueDigests } from '@exchange/db/emails/digests';
import { aPublishedListing } from '@exchange/db/fixtures';
import { matchListing } from '@exchange/db/matching/match-listing';
import { countWaiting } from '@exchange/db/outbox/queries';
import { countOpenFacts } from '@exchange/db/outbox/queries-done';
import { medianOf, RUNS } from './figures.ts';
import { MAILS, makeReaders, timeRaw, withPostOffice } from './mail/office.ts';
import type { Sink } from './mail/sink.ts';
import type { Row } from './row.ts';

/** Listings in each digest. */
const LISTINGS = 5;

/** Waits until the workers have matched the interests: they would do so again beside what is measured. */
async function settle(db: Db): Promise<void> {
  while ((await countWaiting(db)).waiting + (await countOpenFacts(db)) > 0)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Publishes listings that all readers are to be told of in their next digest. */
async function publishSome(db: Db): Promise<void> {
  for (let made = 0; made < LISTINGS; made += 1) {
    const { id } = await aPublishedListing(db);
    await matchListing(db, id, new Date(), 0);
  }
}

/** Composes the digests of a slot as the workers do, one person after the other. @returns milliseconds until the last was taken on */
async function timeDigests(db: Db, sink: Sink, slot: string): Promise<number> {
  await publishSome(db);
  const taken = sink.take(MAILS);
  const began = performance.now();
  for (let due = await listDueDigests(db, 'daily', slot); due.length > 0; due = await listDueDigests(db, 'daily', slot))
    for (const userId of due) await composeDigest(db, userId, 'daily', slot, new Date());
  return (await taken) - began;
}

/** The row J3. */
export async function digests(): Promise<Row[]> {
  return withPostOffice('postgres', async ({ db, sink }) => {
    await makeReaders(db, 'daily');
    await settle(db);
    const ours: number[] = [];
    const raw: number[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const times = [await timeDigests(db, sink, `2026-11-${10 + run}`), await timeRaw(sink)] as const;
      if (run === 0) continue;
      ours.push(times[0]);
      raw.push(times[1]);
    }
    const [mine, bare] = [medianOf(ours), medianOf(raw)];
    return [
      {
        row: `J3 digests of ${LISTINGS} listings composed and sent to 1,000 people, beside pooled nodemailer sending 1,000`,
        ours: `${(mine / 1000).toFixed(2)} s (${((MAILS * 1000) / mine).toFixed(0)}/s)`,
        against: `${(bare / 1000).toFixed(2)} s`,
        ratio: (mine / bare).toFixed(2),
        target: 'shown',
        ok: true,
      },
    ];
  });
}
