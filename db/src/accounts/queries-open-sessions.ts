// Where a person is signed in, and ending it from elsewhere.
import { and, desc, eq, gt, isNull, ne } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { sessions } from './tables.ts';

export interface SessionRow {
  id: string;
  userAgent: string;
  createdAt: Date;
  lastUsedAt: Date;
}

const standing = (userId: string) => and(eq(sessions.userId, userId), isNull(sessions.revokedAt));

/** Sessions that may still be used, the last used first; the newest hundred. */
export async function listOpenSessions(
  db: Db,
  userId: string,
  since: { used: Date; begun: Date },
): Promise<SessionRow[]> {
  return db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.lastUsedAt,
    })
    .from(sessions)
    .where(and(standing(userId), gt(sessions.lastUsedAt, since.used), gt(sessions.createdAt, since.begun)))
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.id))
    .limit(100);
}

/** Ends one of a person's sessions. @returns false when they have none such */
export async function revokeSessionOf(db: Db, userId: string, id: string, now: Date): Promise<boolean> {
  const ended = await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(standing(userId), eq(sessions.id, id)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}

/** Ends all of a person's sessions but the one they are at. */
export async function revokeOtherSessions(db: Db, userId: string, keptId: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(standing(userId), ne(sessions.id, keptId)));
}
