// Registering in SQL: what belongs to one registration of an address, so that a later one, or proving the address, ends it whole.
import { and, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm';
import { emails } from '../emails/tables.ts';
import type { Db } from '../index.ts';
import { mailSwitches } from '../notifications/tables.ts';
import type { UserRow } from './queries.ts';
import { revokeSessionsOf } from './queries-sessions.ts';
import { mailedTokens, sessions, users } from './tables.ts';

type Purpose = (typeof mailedTokens.$inferSelect)['purpose'];

/** The key of the mail that carries a token. @param id the token's row */
export const mailKeyOf = (purpose: Purpose, id: string) => `${purpose === 'verify_email' ? 'verify' : 'reset'}:${id}`;

/** Holds a person's row until the transaction ends: whatever proves their address or changes their password waits here for its turn. */
export async function lockUser(db: Db, id: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.id, id)).for('update');
  return row;
}

/** Whose a mailed token is, as long as it works; it stays unused. */
export async function findMailedTokenOwner(
  db: Db,
  purpose: Purpose,
  tokenHash: string,
  now: Date,
): Promise<UserRow | undefined> {
  const [row] = await db
    .select({ user: users })
    .from(mailedTokens)
    .innerJoin(users, eq(users.id, mailedTokens.userId))
    .where(
      and(
        eq(mailedTokens.tokenHash, tokenHash),
        eq(mailedTokens.purpose, purpose),
        isNull(mailedTokens.usedAt),
        gt(mailedTokens.expiresAt, now),
      ),
    );
  return row?.user;
}

/** Makes the links of a purpose stop working, and takes back those of their messages that wait. */
export async function endMailedTokens(db: Db, userId: string, purpose: Purpose, now: Date): Promise<void> {
  const ended = await db
    .update(mailedTokens)
    .set({ usedAt: now })
    .where(and(eq(mailedTokens.userId, userId), eq(mailedTokens.purpose, purpose), isNull(mailedTokens.usedAt)))
    .returning({ id: mailedTokens.id });
  const keys = ended.map(({ id }) => mailKeyOf(purpose, id));
  if (keys.length === 0) return;
  await db
    .update(emails)
    .set({ state: 'cancelled', data: {} })
    .where(and(inArray(emails.key, keys), eq(emails.state, 'pending')));
}

/** When a link of this purpose was last on its way to a person; undefined when none was, or all were taken back. */
export async function lastLinkAt(db: Db, user: UserRow, purpose: Purpose): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: sql<string | null>`max(greatest(${emails.createdAt}, ${emails.sentAt}))` })
    .from(emails)
    .where(and(eq(emails.to, user.email), eq(emails.kind, purpose), ne(emails.state, 'cancelled')));
  return row?.at ? new Date(row.at) : undefined;
}

/** Puts a later registration in the place of one that nobody has proven: its password, its name, and none of its sessions. */
export async function replaceRegistration(
  db: Db,
  id: string,
  change: Pick<UserRow, 'name' | 'passwordHash'>,
  now: Date,
): Promise<void> {
  await db
    .update(users)
    .set({ ...change, updatedAt: now })
    .where(and(eq(users.id, id), isNull(users.emailVerifiedAt)));
  await revokeSessionsOf(db, id, now);
  await db.delete(mailSwitches).where(eq(mailSwitches.userId, id));
}

/** Whether a session has not been ended. */
export async function isSessionOpen(db: Db, sessionId: string): Promise<boolean> {
  const found = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
  return found.length > 0;
}
