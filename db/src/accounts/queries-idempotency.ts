// Answers already given to POSTs that create, by the key their sender chose.
import { and, eq, isNull, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../index.ts';
import { idempotencyKeys } from './tables.ts';

export interface KeptAnswer {
  requestHash: string;
  /** Null while the first request is under way. */
  status: number | null;
  body: unknown;
}

/**
 * Claims a key for a request. A key older than a day, or one whose request never ended within a minute, is free again.
 * @returns the claim when it is ours, else what was there
 */
export async function claimIdempotencyKey(
  db: Db,
  claim: { userId: string; key: string; requestHash: string },
): Promise<{ claim: string; kept?: never } | { claim?: never; kept: KeptAnswer }> {
  const id = uuidv7();
  const claimed = await db
    .insert(idempotencyKeys)
    .values({ ...claim, id })
    .onConflictDoUpdate({
      target: [idempotencyKeys.userId, idempotencyKeys.key],
      set: { id, requestHash: claim.requestHash, status: null, body: null, createdAt: sql`now()` },
      setWhere: sql`${idempotencyKeys.createdAt} < now() - interval '1 day'
        or (${idempotencyKeys.status} is null and ${idempotencyKeys.createdAt} < now() - interval '1 minute')`,
    })
    .returning({ id: idempotencyKeys.id });
  if (claimed.length > 0) return { claim: id };
  const theirs = and(eq(idempotencyKeys.userId, claim.userId), eq(idempotencyKeys.key, claim.key));
  const [kept] = await db.select().from(idempotencyKeys).where(theirs);
  return { kept: kept ?? { requestHash: claim.requestHash, status: null, body: null } };
}

/** Keeps the answer for whoever asks again. @returns false when the claim was taken over meanwhile */
export async function keepAnswer(db: Db, claim: string, status: number, body: unknown): Promise<boolean> {
  const kept = await db
    .update(idempotencyKeys)
    .set({ status, body })
    .where(and(eq(idempotencyKeys.id, claim), isNull(idempotencyKeys.status)))
    .returning({ id: idempotencyKeys.id });
  return kept.length > 0;
}

/** Gives the key back after a request that made nothing. */
export async function releaseIdempotencyKey(db: Db, claim: string): Promise<void> {
  await db.delete(idempotencyKeys).where(and(eq(idempotencyKeys.id, claim), isNull(idempotencyKeys.status)));
}
