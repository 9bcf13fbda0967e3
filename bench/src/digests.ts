// Digests to a thousand people: composed, sent and taken on, beside a pooled nodemailer that sends a thousand (J3).
import type { Db } from '@exchange/db';
import { aPublishedListing } from '@exchange/db/fixtures';
import { matchListing } from '@exchange/db/matching/match-listing';
import { countWaiting } from '@exchange/db/outbox/queries';
import { countOpenFacts } from '@exchange/db/outbox/queries-done';
import { composeDigests } from '@exchange/workers/matching/compose-digests';
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

const DAY = 24 * 60 * 60 * 1000;
/** The same time on a day to come: each has a slot that is not done yet. */
const inDays = (days: number) => new Date(Date.now() + days * DAY);

/** Composes the digests of a day as the workers do. @returns milliseconds until the last was taken on */
async function timeDigests(db: Db, sink: Sink, day: number): Promise<number> {
  await publishSome(db);
  const taken = sink.take(MAILS);
  const began = performance.now();
  await composeDigests(db, inDays(day));
  return (await taken) - began;
}

/** The row J3. */
export async function digests(): Promise<Row[]> {
  return withPostOffice('postgres', async ({ db, sink }) => {
    await makeReaders(db, 'daily');
    await settle(db);
    // Today's slots are done, as an exchange that starts owes nobody this morning's mail: the workers leave what is measured alone.
    await composeDigests(db, new Date());
    const ours: number[] = [];
    const raw: number[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const times = [await timeDigests(db, sink, 1 + run), await timeRaw(sink)] as const;
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
