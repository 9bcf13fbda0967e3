// Tries a job that was given up once more, when staff ask for it.
import { jobs, type JobName } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { findDeadJob } from '@exchange/db/outbox/queries-dead';
import type { JobQueue, NewJob } from '../queue.ts';

/** Whether this version knows the job, with this payload. */
function isJob(job: { name: string; payload: unknown }): job is NewJob {
  return Object.hasOwn(jobs, job.name) && jobs[job.name as JobName].safeParse(job.payload).success;
}

/** Hands the job to the queue again. Running twice hands it over twice, which is harmless: every job can run twice. */
export async function retryJob(db: Db, queue: Pick<JobQueue, 'enqueue'>, deadJobId: string): Promise<void> {
  const dead = await findDeadJob(db, deadJobId);
  if (dead?.source !== 'job' || dead.state !== 'retried') return;
  const { name, payload } = dead;
  const job = { name, payload };
  if (!isJob(job)) throw new Error(`not a job this version knows: ${name}`);
  await queue.enqueue([job]);
}
