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

/** The rows J1, on one of the queue's backends. */
export async function mail(backend: Backend): Promise<Row[]> {
  return withPostOffice(backend, async ({ db, sink }) => {
    await makeReaders(db, 'instant');
    return measure(db, sink, backend);
  });
}

async function measure(db: Db, sink: Sink, backend: Backend): Promise<Row[]> {
  const times: { ours: number; same: number; finished: number }[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const time = { ours: await timeOurs(db, sink), same: await timeRaw(sink), finished: await timeRaw(sink, true) };
    if (run > 0) times.push(time);
  }
  const ours = medianOf(times.map((time) => time.ours));
  const against = (beside: string, bare: number, target: string): Row => ({
    row: `${backend === 'redis' ? 'J1R' : 'J1'} publishing to 1,000 mails taken on, queue in ${backend === 'redis' ? 'Redis' : 'PostgreSQL'}, beside pooled nodemailer sending ${beside}`,
    ours: `${(ours / 1000).toFixed(2)} s`,
    against: `${(bare / 1000).toFixed(2)} s`,
    ratio: (ours / bare).toFixed(2),
    target,
    ok: ours / bare <= 1.5,
  });
  return [
    against('the same 1,000', medianOf(times.map(({ same }) => same)), backend === 'redis' ? 'shown' : '≤ 1.5'),
    against('one finished message 1,000 times', medianOf(times.map(({ finished }) => finished)), 'shown'),
  ];
}
