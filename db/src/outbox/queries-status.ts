// How the work behind the pages stands, for staff.
import type { WorkStatus } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { countDeadJobs } from './queries-dead.ts';
import { countOpenFacts } from './queries-done.ts';
import { countWaiting } from './queries.ts';
import { queueCounts } from './tables.ts';

type Counts = Record<string, Record<string, number>>;

/** Keeps the number of jobs by queue and state, in place of those before: the api does not talk to the queue. */
export async function saveQueueCounts(db: Db, counts: Counts): Promise<void> {
  const rows = Object.entries(counts)
    .flatMap(([queue, states]) => Object.entries(states).map(([state, count]) => ({ queue, state, count })))
    .sort((a, b) => (a.queue + a.state < b.queue + b.state ? -1 : 1));
  if (rows.length === 0) return;
  await db
    .insert(queueCounts)
    .values(rows)
    .onConflictDoUpdate({
      target: [queueCounts.queue, queueCounts.state],
      set: { count: sql`excluded.count`, at: sql`now()` },
    });
}

export async function getWorkStatus(db: Db): Promise<WorkStatus> {
  const { rows } = await db.execute<{ pending: number; oldestDue: string | null }>(sql`
    select count(*)::int as pending,
      to_char(min(not_before) filter (where not_before <= now()) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "oldestDue"
    from emails where state = 'pending'`);
  const counted = await db.select().from(queueCounts);
  const { waiting, oldest } = await countWaiting(db);
  const counts: Counts = {};
  for (const { queue, state, count } of counted) (counts[queue] ??= {})[state] = count;
  const newest = counted.map(({ at }) => at.getTime()).sort((a, b) => b - a)[0];
  return {
    outbox: { waiting, oldest: oldest?.toISOString() ?? null, open: await countOpenFacts(db) },
    emails: { pending: rows[0]?.pending ?? 0, oldestDue: rows[0]?.oldestDue ?? null },
    queues: newest === undefined ? null : { at: new Date(newest).toISOString(), counts },
    dead: await countDeadJobs(db),
  };
}
