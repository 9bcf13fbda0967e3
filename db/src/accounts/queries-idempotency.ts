// Answers already given to POSTs that create, by the key their sender chose.
import { and, eq, sql } from 'drizzle-orm';
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
 * @returns undefined when the claim is ours, else what was there
 */
export async function claimIdempotencyKey(
  db: Db,
  claim: { userId: string; key: string; requestHash: string },
): Promise<KeptAnswer | undefined> {
  const claimed = await db
    .insert(idempotencyKeys)
    .values(claim)
    .onConflictDoUpdate({
      target: [idempotencyKeys.userId, idempotencyKeys.key],
      set: { requestHash: claim.requestHash, status: null, body: null, createdAt: sql`now()` },
      setWhere: sql`${idempotencyKeys.createdAt} < now() - interval '1 day'
        or (${idempotencyKeys.status} is null and ${idempotencyKeys.createdAt} < now() - interval '1 minute')`,
    })
    .returning({ id: idempotencyKeys.id });
  if (claimed.length > 0) return undefined;
  const [kept] = await db.select().from(idempotencyKeys).where(isKey(claim.userId, claim.key));
  return kept ?? { requestHash: claim.requestHash, status: null, body: null };
}

const isKey = (userId: string, key: string) => and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.key, key));

/** Keeps the answer for whoever asks again. */
export async function keepAnswer(db: Db, userId: string, key: string, status: number, body: unknown): Promise<void> {
  await db.update(idempotencyKeys).set({ status, body }).where(isKey(userId, key));
}

/** Gives the key back after a request that made nothing. */
export async function releaseIdempotencyKey(db: Db, userId: string, key: string): Promise<void> {
  await db.delete(idempotencyKeys).where(isKey(userId, key));
}
