// Finds what was lost between two steps and starts it again: mail that is due, and facts whose jobs were never carried out.
import type { Db } from '@exchange/db';
import { pruneBuckets } from '@exchange/db/emails/rates';
import { listOverdueEmails } from '@exchange/db/emails/sending';
import { pruneOutbox } from '@exchange/db/outbox/queries';
import { listUndoneFacts } from '@exchange/db/outbox/queries-done';
import { saveQueueCounts } from '@exchange/db/outbox/queries-status';
import type { JobQueue, NewJob } from '../queue.ts';
import { toJobs } from '../relay.ts';
import { DAY } from '../schedule.ts';

/** Messages, and facts, started again in one sweep; the oldest first, the rest in the next. */
const MOST = 1_000;
const PER_JOB = 50;
/** Mail that was due a moment ago has a job that is on its way. */
const GRACE_SECONDS = 5;
/** Facts handed on and done are kept so long, for looking at; so many at the most go in one sweep, the rest in the next. */
const KEEP = 7 * DAY;
const MOST_PRUNED = 5_000;

export interface Swept {
  /** Messages, and jobs of facts, started again. */
  found: number;
  repeated: number;
  pruned: number;
}

/** The jobs of facts that were handed on long ago and not carried out, each left out while the last of its kind waits. */
async function lostJobs(db: Db, afterSeconds: number): Promise<NewJob[]> {
  const facts = await listUndoneFacts(db, afterSeconds, MOST);
  return facts.flatMap((fact) =>
    // What leads to no job was kept for staff when it was handed on.
    toJobs([fact], () => undefined)
      .filter(({ name }) => !fact.doneJobs.includes(name))
      .map((job) => ({ ...job, coalesce: ['again', job.name, ...Object.values(fact.payload)].join('-') })),
  );
}

/**
 * Enqueues overdue mail: retries whose time has come, what a dead worker held, what a queue forgot. A message that has another job
 * as well is sent once, by the job that claims it first. While the jobs of the last sweep wait, no more are added.
 * @param afterSeconds how long a job may wait or run before it is asked for again
 */
export async function sweepOutbox(
  db: Db,
  queue: Pick<JobQueue, 'enqueue' | 'count'>,
  now: Date,
  afterSeconds: number,
): Promise<Swept> {
  const ids = await listOverdueEmails(db, GRACE_SECONDS, MOST);
  const mail = Array.from({ length: Math.ceil(ids.length / PER_JOB) }, (_, index) => ({
    name: 'email.send' as const,
    payload: { emailIds: ids.slice(index * PER_JOB, (index + 1) * PER_JOB) },
    coalesce: `sweep-${index}`,
  }));
  const lost = await lostJobs(db, afterSeconds);
  if (mail.length + lost.length > 0) await queue.enqueue([...mail, ...lost]);
  await saveQueueCounts(db, await queue.count());
  await pruneBuckets(db, new Date(now.getTime() - DAY));
  return {
    found: ids.length,
    repeated: lost.length,
    pruned: await pruneOutbox(db, new Date(now.getTime() - KEEP), MOST_PRUNED),
  };
}
