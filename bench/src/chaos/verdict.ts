// What became of everything that was to be mailed: by the database's word and the mail server's.
import { sql } from 'drizzle-orm';
import type { Db } from '@exchange/db';

export interface Verdict {
  listings: number;
  readers: number;
  /** Messages the database says are written, and those the mail server took on. */
  written: number;
  sent: number;
  /** Listings that a reader was never told of, and messages that never came. */
  lost: number;
  /** Messages that came again though nobody was killed in their conversation. */
  twice: number;
  /** Messages that came again because their conversation was cut between “taken on” and its being written down. */
  inFlight: number;
}

/** How long after a message was taken on its being written down may be cut off by a kill, in milliseconds. */
const CUT_OFF_WITHIN = 1_500;

/** Whether there is anything left to do: facts, jobs of them, or mail. */
export async function isSettled(db: Db): Promise<boolean> {
  const { rows } = await db.execute<{ left: number }>(sql`
    select (select count(*) from outbox where relayed_at is null)::int
      + (select count(*) from outbox where done_at is null)::int
      + (select count(*) from emails where state = 'pending')::int as left`);
  return rows[0]?.left === 0;
}

/** @param kills when somebody was killed, by `performance.now()` */
export async function judge(
  db: Db,
  taken: ReadonlyMap<string, readonly number[]>,
  kills: readonly number[],
): Promise<Verdict> {
  const { rows } = await db.execute<{ listings: number; readers: number; told: number }>(sql`
    select (select count(*) from listings where state = 'published')::int as listings,
      (select count(*) from interest_alerts where frequency = 'instant')::int as readers,
      (select count(distinct (user_id, listing_id)) from emailed_listings)::int as told`);
  const { listings = 0, readers = 0, told = 0 } = rows[0] ?? {};
  const written = await db.execute<{ id: string }>(sql`select id from emails`);
  const ids = new Set(written.rows.map(({ id }) => `<${id}@exchange.example.org>`));
  const again = [...taken].filter(([, times]) => times.length > 1);
  const wasCutOff = (at: number) => kills.some((kill) => kill >= at - 50 && kill - at <= CUT_OFF_WITHIN);
  const excused = again.filter(([, times]) => times.slice(0, -1).every(wasCutOff));
  return {
    listings,
    readers,
    written: ids.size,
    sent: taken.size,
    lost: listings * readers - told + [...ids].filter((id) => !taken.has(id)).length,
    twice: again.length - excused.length,
    inFlight: excused.length,
  };
}
