// From publishing to a thousand mails on the mail server, beside a pooled nodemailer that sends a thousand (J1).
import type { Db } from '@exchange/db';
import { aPublishedListing } from '@exchange/db/fixtures';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { medianOf, RUNS } from './figures.ts';
import { MAILS, makeReaders, timeRaw, withPostOffice, type Backend } from './mail/office.ts';
import type { Sink } from './mail/sink.ts';
import type { Row } from './row.ts';

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

/** The row J1, on one of the queue's backends. */
export async function mail(backend: Backend): Promise<Row[]> {
  return withPostOffice(backend, async ({ db, sink }) => {
    await makeReaders(db, 'instant');
    return [await measure(db, sink, backend)];
  });
}

async function measure(db: Db, sink: Sink, backend: Backend): Promise<Row> {
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
    row: `${backend === 'redis' ? 'J1R' : 'J1'} publishing to 1,000 mails taken on, queue in ${backend === 'redis' ? 'Redis' : 'PostgreSQL'}, beside pooled nodemailer sending 1,000`,
    ours: `${(medianOf(ours) / 1000).toFixed(2)} s`,
    against: `${(medianOf(raw) / 1000).toFixed(2)} s`,
    ratio: ratio.toFixed(2),
    target: backend === 'redis' ? 'shown' : '≤ 1.5',
    ok: ratio <= 1.5,
  };
}
