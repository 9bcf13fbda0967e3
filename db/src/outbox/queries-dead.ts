// What was given up: jobs that failed for good, and facts that lead to no job.
import type { DeadJob } from '@exchange/contracts';
import { and, count, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { deadJobs } from './tables.ts';

type Row = typeof deadJobs.$inferSelect;

const toDeadJob = ({ failedAt, decidedAt, ...row }: Row): DeadJob => ({
  ...row,
  failedAt: failedAt.toISOString(),
  decidedAt: decidedAt?.toISOString() ?? null,
});

/** Keeps what was given up, until somebody decides. */
export async function insertDeadJob(
  db: Db,
  dead: Pick<Row, 'source' | 'name' | 'payload' | 'error' | 'attempts'>,
): Promise<void> {
  await db.insert(deadJobs).values({ ...dead, error: dead.error.slice(0, 2_000) });
}

/** Those in a state, newest first. @param page.before the last id of the page before */
export async function listDeadJobs(
  db: Db,
  page: { state: Row['state']; before?: string | undefined; limit: number },
): Promise<DeadJob[]> {
  const rows = await db
    .select()
    .from(deadJobs)
    .where(and(eq(deadJobs.state, page.state), page.before === undefined ? undefined : lt(deadJobs.id, page.before)))
    .orderBy(desc(deadJobs.id))
    .limit(page.limit);
  return rows.map(toDeadJob);
}

export async function findDeadJob(db: Db, id: string): Promise<DeadJob | undefined> {
  const [row] = await db.select().from(deadJobs).where(eq(deadJobs.id, id));
  return row && toDeadJob(row);
}

/** Decides about one that waits. @returns it as it now is; undefined when none with this id waits */
export async function decideDeadJob(
  db: Db,
  id: string,
  state: 'retried' | 'discarded',
  by: string,
): Promise<DeadJob | undefined> {
  const [row] = await db
    .update(deadJobs)
    .set({ state, decidedBy: by, decidedAt: sql`now()` })
    .where(and(eq(deadJobs.id, id), eq(deadJobs.state, 'waiting')))
    .returning();
  return row && toDeadJob(row);
}

/** How many wait for a decision. */
export async function countDeadJobs(db: Db): Promise<number> {
  const [row] = await db.select({ waiting: count() }).from(deadJobs).where(eq(deadJobs.state, 'waiting'));
  return row?.waiting ?? 0;
}

/** Deletes up to `limit` that were decided on before `before`; what waits for a decision stays. @returns how many */
export async function deleteDecidedJobs(db: Db, before: Date, limit: number): Promise<number> {
  const isOver = and(inArray(deadJobs.state, ['retried', 'discarded']), lt(deadJobs.decidedAt, before));
  const over = db.select({ id: deadJobs.id }).from(deadJobs).where(isOver).limit(limit);
  const { rowCount } = await db.delete(deadJobs).where(inArray(deadJobs.id, over));
  return rowCount ?? 0;
}
