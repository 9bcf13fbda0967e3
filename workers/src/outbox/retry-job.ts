// Tries a job that was given up once more, when staff ask for it.
import { jobs, type JobName } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { findDeadJob } from '@exchange/db/outbox/queries-dead';
import type { Processor } from '../queue.ts';

/**
 * Carries the job out here and now, so that it is done when this one is. Running twice does it twice, which is harmless.
 * @throws whatever it fails with: this job is then tried again in its place
 */
export async function retryJob(db: Db, process: Processor, deadJobId: string): Promise<void> {
  const dead = await findDeadJob(db, deadJobId);
  if (dead?.source !== 'job' || dead.state !== 'retried') return;
  const name = dead.name as JobName;
  const payload = Object.hasOwn(jobs, name) ? jobs[name].safeParse(dead.payload) : undefined;
  if (!payload?.success) throw new Error(`not a job this version knows: ${dead.name}`);
  await process(name, payload.data);
}
