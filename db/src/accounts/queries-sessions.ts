// Sessions and their rotating refresh tokens, mailed tokens, and the counting of failed sign-ins.
import { and, eq, gt, isNull, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { mailedTokens, refreshTokens, sessions, signInFailures } from './tables.ts';

export async function insertSession(db: Db, userId: string, userAgent: string): Promise<string> {
  const [row] = await db
    .insert(sessions)
    .values({ userId, userAgent: userAgent.slice(0, 300) })
    .returning({ id: sessions.id });
  if (!row) throw new Error('the database gave no row for a new session');
  return row.id;
}

export async function insertRefreshToken(
  db: Db,
  token: { sessionId: string; tokenHash: string; expiresAt: Date },
): Promise<void> {
  await db.insert(refreshTokens).values(token);
}

export interface FoundRefreshToken {
  id: string;
  sessionId: string;
  userId: string;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
  /** When the person signed in. */
  startedAt: Date;
}

/** Locks a refresh token and its session, so that of two who come with the same token one is the first. */
export async function lockRefreshToken(db: Db, tokenHash: string): Promise<FoundRefreshToken | undefined> {
  const [row] = await db
    .select({
      id: refreshTokens.id,
      sessionId: refreshTokens.sessionId,
      userId: sessions.userId,
      expiresAt: refreshTokens.expiresAt,
      usedAt: refreshTokens.usedAt,
      revokedAt: sessions.revokedAt,
      startedAt: sessions.createdAt,
    })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .where(eq(refreshTokens.tokenHash, tokenHash))
    .for('update');
  return row;
}

export async function markRefreshTokenUsed(db: Db, token: FoundRefreshToken, now: Date): Promise<void> {
  await db.update(refreshTokens).set({ usedAt: now }).where(eq(refreshTokens.id, token.id));
  await db.update(sessions).set({ lastUsedAt: now }).where(eq(sessions.id, token.sessionId));
}

export async function revokeSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
}

export async function revokeSessionsOf(db: Db, userId: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt)));
}

type Purpose = (typeof mailedTokens.$inferSelect)['purpose'];

/** @returns its id, which is the key of the mail that carries the token */
export async function insertMailedToken(
  db: Db,
  token: { userId: string; purpose: Purpose; tokenHash: string; expiresAt: Date; createdAt: Date },
): Promise<string> {
  const [row] = await db.insert(mailedTokens).values(token).returning({ id: mailedTokens.id });
  if (!row) throw new Error('the database gave no row for a new mailed token');
  return row.id;
}

/** Whether a token for this was mailed after `since`: keeps strangers from filling somebody's mailbox. */
export async function hasRecentMailedToken(db: Db, userId: string, purpose: Purpose, since: Date): Promise<boolean> {
  const found = await db
    .select({ id: mailedTokens.id })
    .from(mailedTokens)
    .where(and(eq(mailedTokens.userId, userId), eq(mailedTokens.purpose, purpose), gt(mailedTokens.createdAt, since)))
    .limit(1);
  return found.length > 0;
}

/** Uses a mailed token up. @returns whose it was, or undefined when it is unknown, used or too old */
export async function consumeMailedToken(
  db: Db,
  purpose: Purpose,
  tokenHash: string,
  now: Date,
): Promise<string | undefined> {
  const [row] = await db
    .update(mailedTokens)
    .set({ usedAt: now })
    .where(
      and(
        eq(mailedTokens.tokenHash, tokenHash),
        eq(mailedTokens.purpose, purpose),
        isNull(mailedTokens.usedAt),
        gt(mailedTokens.expiresAt, now),
      ),
    )
    .returning({ userId: mailedTokens.userId });
  return row?.userId;
}

/** Misses count for so long. */
const WINDOW_SECONDS = 900;

/** The misses that still count at `at`. */
const live = (at: SQL) =>
  sql`array(select t from unnest(${signInFailures.recent}) t where t > ${at} - make_interval(secs => ${WINDOW_SECONDS}::int) order by t)`;

/**
 * When the next attempt may be made: 1, 2, 4 … seconds after the last, up to 15 minutes, for each miss over those that are `free`. Until
 * then at any time, also for one that began a moment before the last was counted.
 */
const opensAt = (at: SQL, free: number) =>
  sql`case when cardinality(${live(at)}) < ${free}::int then 'epoch'::timestamptz
    else ${signInFailures.windowStartedAt} + make_interval(secs =>
      least(${WINDOW_SECONDS}::int, power(2, cardinality(${live(at)}) - ${free}::int))) end`;

/**
 * Counts an attempt to sign in as failed before it is tried, so that many at once cannot slip past; the success takes it back. Only the
 * last quarter of an hour counts: whoever waits that long begins anew, however often they missed before.
 * @param key SHA-256 of `mail:<address>` or `net:<address>`
 * @param free how many failures cost no waiting
 * @returns 0 when it may be tried, else the seconds to wait (and it is not counted)
 */
export async function countSignInAttempt(db: Db, key: string, free: number, now: Date): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const counted = await db
    .insert(signInFailures)
    .values({ key, failures: 1, windowStartedAt: now, recent: [now] })
    .onConflictDoUpdate({
      target: signInFailures.key,
      set: {
        recent: sql`${live(at)} || ${at}`,
        failures: sql`cardinality(${live(at)}) + 1`,
        windowStartedAt: now,
      },
      setWhere: sql`${opensAt(at, free)} <= ${at}`,
    })
    .returning({ key: signInFailures.key });
  if (counted.length > 0) return 0;
  const [row] = await db
    .select({ wait: sql<number>`ceil(extract(epoch from ${opensAt(at, free)} - ${at}))::int` })
    .from(signInFailures)
    .where(eq(signInFailures.key, key));
  return Math.max(1, row?.wait ?? 1);
}

/** After a success: the mail address's failures are forgotten, the network address's own attempt is taken back. */
export async function clearSignInAttempt(db: Db, mailKey: string, netKey: string): Promise<void> {
  await db.delete(signInFailures).where(eq(signInFailures.key, mailKey));
  await db
    .update(signInFailures)
    .set({
      recent: sql`${signInFailures.recent}[:cardinality(${signInFailures.recent}) - 1]`,
      failures: sql`greatest(0, ${signInFailures.failures} - 1)`,
    })
    .where(eq(signInFailures.key, netKey));
}
