// Finds what was lost between two steps and starts it again: mail that is due and that no job will send.
import type { Db } from '@exchange/db';
import { listOverdueEmails } from '@exchange/db/emails/sending';
import { pruneOutbox } from '@exchange/db/outbox/queries';
import type { JobQueue } from '../queue.ts';
import { DAY } from '../schedule.ts';

/** Messages started again in one sweep; the oldest first, the rest in the next. */
const MOST = 1_000;
const PER_JOB = 50;
/** What was due a moment ago has a job that is on its way. */
const GRACE_SECONDS = 5;
/** Facts handed on are kept so long, for looking at. */
const KEEP = 7 * DAY;

/**
 * Enqueues overdue mail: retries whose time has come, what a dead worker held, what a queue forgot. A message that has another job
 * as well is sent once, by the job that claims it first. While the jobs of the last sweep wait, no more are added.
 */
export async function sweepOutbox(
  db: Db,
  queue: Pick<JobQueue, 'enqueue'>,
  now: Date,
): Promise<{ found: number; pruned: number }> {
  const ids = await listOverdueEmails(db, GRACE_SECONDS, MOST);
  const jobs = Array.from({ length: Math.ceil(ids.length / PER_JOB) }, (_, index) => ({
    name: 'email.send' as const,
    payload: { emailIds: ids.slice(index * PER_JOB, (index + 1) * PER_JOB) },
    coalesce: `sweep-${index}`,
  }));
  if (jobs.length > 0) await queue.enqueue(jobs);
  return { found: ids.length, pruned: await pruneOutbox(db, new Date(now.getTime() - KEEP)) };
}
