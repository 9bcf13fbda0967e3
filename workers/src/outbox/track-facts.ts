// Keeps count of what was done of each fact, so that nothing is lost with a queue that forgets, and keeps what was given up.
import type { JobName } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { listOpenFacts, markJobDone } from '@exchange/db/outbox/queries-done';
import { insertDeadJob } from '@exchange/db/outbox/queries-dead';
import type { DeadJob, Processor } from '../queue.ts';

/**
 * Carries a job out, then notes it with the facts it came of. A process that dies in between has the sweeper ask for the job again,
 * which finds nothing to do.
 */
export function trackFacts(db: Db, process: Processor): Processor {
  return async (name, payload) => {
    const facts = await listOpenFacts(db, name, payload);
    await process(name, payload);
    await markJobDone(db, facts, name);
  };
}

/** Keeps a job that was given up, in place of its facts: it is for staff to decide on. */
export async function keepDeadJob(db: Db, { name, payload, error, attempts }: DeadJob): Promise<void> {
  await db.transaction(async (trx) => {
    await insertDeadJob(trx, { source: 'job', name, payload, error, attempts });
    const job = name as JobName;
    await markJobDone(trx, await listOpenFacts(trx, job, payload), job);
  });
}
