// Keeps count of what was done of each fact, so that nothing is lost with a queue that forgets, and keeps what was given up.
import type { JobName } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { listOpenFacts, markJobDone } from '@exchange/db/outbox/queries-done';
import { insertDeadJob } from '@exchange/db/outbox/queries-dead';
import type { DeadJob, Processor } from '../queue.ts';

/** For each failure, the facts that its attempt had seen. What was written while it ran has a job of its own still to come. */
const seenBy = new WeakMap<Error, number[]>();

/**
 * Carries a job out, then notes it with the facts it came of. A process that dies in between has the sweeper ask for the job again,
 * which finds nothing to do.
 */
export function trackFacts(db: Db, process: Processor): Processor {
  return async (name, payload) => {
    const facts = await listOpenFacts(db, name, payload);
    try {
      await process(name, payload);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      seenBy.set(failure, facts);
      throw failure;
    }
    await markJobDone(db, facts, name);
  };
}

/** The facts that a job given up came of. One that failed before it could look them up came of none: the sweeper asks for it again. */
async function factsOf(db: Db, { name, payload, cause }: DeadJob): Promise<number[]> {
  if (cause === undefined) return listOpenFacts(db, name as JobName, payload);
  return cause instanceof Error ? (seenBy.get(cause) ?? []) : [];
}

/** Keeps a job that was given up, in place of its facts: it is for staff to decide on. */
export async function keepDeadJob(db: Db, dead: DeadJob): Promise<void> {
  const { name, payload, error, attempts } = dead;
  await db.transaction(async (trx) => {
    await insertDeadJob(trx, { source: 'job', name, payload, error, attempts });
    await markJobDone(trx, await factsOf(trx, dead), name as JobName);
  });
}
