// Which facts are done: a fact is, when each of its jobs was carried out after it was written, whatever a queue remembers.
import { jobsOf, type EventName, type JobName } from '@exchange/contracts';
import { and, asc, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import type { OutboxRow } from './queries.ts';
import { outbox } from './tables.ts';

const eventsWith = (job: JobName): EventName[] =>
  (Object.keys(jobsOf) as EventName[]).filter((event) => jobsOf[event].includes(job));

/** The one id that a fact's payload holds, by the name it has there. */
const idNames = ['listingId', 'interestId', 'organisationId', 'synonymId', 'deadJobId'] as const;

/** The payloads of facts that a job with this payload may have come of; a job of many ids may have come of many facts. */
function factPayloads(payload: Record<string, unknown>): Record<string, string>[] {
  const one = idNames.flatMap((name) => (typeof payload[name] === 'string' ? [{ [name]: payload[name] }] : []));
  const many = Array.isArray(payload.listingIds) ? payload.listingIds.map((listingId: string) => ({ listingId })) : [];
  return [...one, ...many];
}

// The literal is what the partial index outbox_open is for.
const isOpen = and(isNull(outbox.doneAt), sql`event <> 'email.requested'`);

/**
 * Facts that are written and not done, of which this job is one. To be asked before the job begins: it sees what they tell of, and
 * what is written meanwhile is not among them.
 */
export async function listOpenFacts(db: Db, job: JobName, payload: Record<string, unknown>): Promise<number[]> {
  const events = eventsWith(job);
  const payloads = factPayloads(payload);
  if (events.length === 0 || payloads.length === 0) return [];
  const rows = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isOpen, inArray(outbox.event, events), inArray(outbox.payload, payloads)));
  return rows.map(({ id }) => id);
}

/** Notes that a job of these facts was carried out (or given up and kept elsewhere); a fact whose last job it was is done. */
export async function markJobDone(db: Db, ids: readonly number[], job: JobName): Promise<void> {
  if (ids.length === 0) return;
  const done = sql`array_append(${outbox.doneJobs}, ${job}::text)`;
  await db
    .update(outbox)
    .set({
      doneJobs: done,
      doneAt: sql`case when ${JSON.stringify(jobsOf)}::jsonb -> ${outbox.event} <@ to_jsonb(${done}) then now() end`,
    })
    .where(and(inArray(outbox.id, [...ids]), isNull(outbox.doneAt)));
}

/** Ends facts that lead to no job. */
export async function markFactsDone(db: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(outbox)
    .set({ doneAt: sql`now()` })
    .where(inArray(outbox.id, [...ids]));
}

/** Facts handed on `seconds` ago or earlier and not done, oldest first, with the names of those of their jobs that are. */
export async function listUndoneFacts(
  db: Db,
  seconds: number,
  limit: number,
): Promise<(OutboxRow & { doneJobs: string[] })[]> {
  return db
    .select({ id: outbox.id, event: outbox.event, payload: outbox.payload, doneJobs: outbox.doneJobs })
    .from(outbox)
    .where(and(isOpen, sql`${outbox.relayedAt} <= now() - make_interval(secs => ${seconds})`))
    .orderBy(asc(outbox.id))
    .limit(limit);
}

/** How many facts were handed on and are not done. */
export async function countOpenFacts(db: Db): Promise<number> {
  return db.$count(outbox, and(isOpen, isNotNull(outbox.relayedAt)));
}

/** Writes a fact once more, as it stood. */
export async function repeatFact(db: Db, fact: { event: string; payload: Record<string, unknown> }): Promise<void> {
  const { event, payload } = fact as { event: EventName; payload: Record<string, string> };
  await db.insert(outbox).values({ event, payload });
}
