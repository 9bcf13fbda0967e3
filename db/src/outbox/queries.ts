// The outbox: writing facts in the transaction that makes them true, and handing them on.
import type { EventName, EventPayload } from '@exchange/contracts';
import { and, asc, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { outbox } from './tables.ts';

/** The channel on which the database tells that facts were written (migration outbox_notify). */
export const OUTBOX_CHANNEL = 'outbox';

/** Not handed on, and its time has come. */
const isDue = and(isNull(outbox.relayedAt), or(isNull(outbox.dueAt), lte(outbox.dueAt, sql`now()`)));

/** A fact as it stands in the outbox. */
export interface OutboxRow {
  id: number;
  event: EventName;
  payload: Record<string, string>;
}

/** Appends a fact; the relay turns it into jobs once the transaction has committed, or when it is due. */
export async function appendToOutbox<N extends EventName>(
  db: Db,
  event: N,
  payload: EventPayload<N>,
  dueAt?: Date,
): Promise<void> {
  await db.insert(outbox).values({ event, payload, dueAt });
}

/**
 * Takes up to `limit` waiting facts, oldest first, for as long as the transaction `db` lasts: another relay passes them
 * by, and gets them should this one roll back or die.
 */
export async function takeFromOutbox(db: Db, limit: number): Promise<OutboxRow[]> {
  return db
    .select({ id: outbox.id, event: outbox.event, payload: outbox.payload })
    .from(outbox)
    .where(isDue)
    .orderBy(asc(outbox.id))
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** Marks facts as handed on. Mail that was asked for is done with that: its row says what is still to be sent. */
export async function markRelayed(db: Db, ids: readonly number[]): Promise<void> {
  await db
    .update(outbox)
    .set({ relayedAt: sql`now()`, doneAt: sql`case when ${outbox.event} = 'email.requested' then now() end` })
    .where(inArray(outbox.id, [...ids]));
}

/** Deletes up to `limit` facts handed on before `before` and done, those handed on first first. @returns how many */
export async function pruneOutbox(db: Db, before: Date, limit: number): Promise<number> {
  const isOver = and(lt(outbox.relayedAt, before), isNotNull(outbox.doneAt));
  const over = db.select({ id: outbox.id }).from(outbox).where(isOver).orderBy(asc(outbox.relayedAt)).limit(limit);
  const { rowCount } = await db.delete(outbox).where(inArray(outbox.id, over.for('update', { skipLocked: true })));
  return rowCount ?? 0;
}

/** How many facts wait, and since when the oldest does. */
export async function countWaiting(db: Db): Promise<{ waiting: number; oldest: Date | null }> {
  const [row] = await db
    .select({ waiting: sql<number>`count(*)::int`, oldest: sql<string | null>`min(${outbox.createdAt})` })
    .from(outbox)
    .where(isDue);
  return { waiting: row?.waiting ?? 0, oldest: row?.oldest ? new Date(row.oldest) : null };
}
