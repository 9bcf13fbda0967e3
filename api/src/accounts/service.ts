// Registering, proving an address, and choosing a new password. Nothing here tells a stranger who is registered.
import type { RegisterBody, User } from '@exchange/contracts';
import { hashPassword } from '@exchange/db/accounts/passwords';
import { findUserByEmail, insertUser, updateUser, type UserRow } from '@exchange/db/accounts/queries';
import {
  hasRecentMailedToken,
  insertMailedToken,
  revokeSessionsOf,
  consumeMailedToken,
} from '@exchange/db/accounts/queries-sessions';
import { requestEmail } from '@exchange/db/emails/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import type { Context } from '../context.ts';
import { ApiError } from '../errors.ts';
import { hashToken, newToken } from './tokens.ts';

const HOUR = 3_600_000;
const VERIFY_LASTS = 24 * HOUR;
const RESET_LASTS = HOUR;
/** A second link to the same address waits this long, so that nobody's mailbox is filled by strangers. */
const BETWEEN_LINKS = 60_000;

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    isStaff: row.isStaff,
    isReviewer: row.isReviewer,
    emailVerified: row.emailVerifiedAt !== null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** The same answer and the same work whether or not the address is known; the mail says which it was. */
export async function register(
  context: Context,
  body: RegisterBody,
): Promise<{ user: { email: string; name: string } }> {
  const passwordHash = await hashPassword(body.password);
  await context.db.transaction(async (trx) => {
    const within = { ...context, db: trx };
    const added = await insertUser(trx, {
      email: body.email,
      name: body.name,
      passwordHash,
      unsubscribeToken: newToken(),
    });
    if (added) {
      await recordAudit(trx, { action: 'user.registered', actor: added, subjectKind: 'user', subjectId: added.id });
      await mailVerification(within, added);
      return;
    }
    const known = await findUserByEmail(trx, body.email);
    if (!known) return;
    // Somebody who lost the first link registers again: they get another, and their first password stays.
    if (known.emailVerifiedAt === null) await mailVerification(within, known);
    else await mailAlreadyRegistered(within, known);
  });
  return { user: { email: body.email, name: body.name } };
}

async function mailVerification(context: Context, user: UserRow): Promise<void> {
  const { db } = context;
  const now = context.now();
  if (await hasRecentMailedToken(db, user.id, 'verify_email', new Date(now.getTime() - BETWEEN_LINKS))) return;
  const token = newToken();
  const id = await insertMailedToken(db, {
    userId: user.id,
    purpose: 'verify_email',
    tokenHash: hashToken(token),
    expiresAt: new Date(now.getTime() + VERIFY_LASTS),
  });
  await requestEmail(db, {
    key: `verify:${id}`,
    kind: 'verify_email',
    to: user.email,
    userId: user.id,
    data: { name: user.name, token },
  });
}

async function mailAlreadyRegistered(context: Context, user: UserRow): Promise<void> {
  const date = context.now().toISOString().slice(0, 10);
  await requestEmail(context.db, {
    key: `known:${user.id}:${date}`,
    kind: 'already_registered',
    to: user.email,
    userId: user.id,
    data: { name: user.name },
  });
}

const deadLink = (what: string) =>
  new ApiError(422, 'INVALID_TOKEN', `This link is used up, too old, or not whole: ${what}`, {
    fields: [{ path: 'token', message: 'is not valid, or no longer' }],
  });

/** Proves an address by the mailed link; works once, within 24 hours. */
export async function verifyEmail(context: Context, token: string): Promise<User> {
  const now = context.now();
  return context.db.transaction(async (trx) => {
    const userId = await consumeMailedToken(trx, 'verify_email', hashToken(token), now);
    const user = userId && (await updateUser(trx, userId, { emailVerifiedAt: now }));
    if (!user) throw deadLink('register again to be sent another.');
    await recordAudit(trx, { action: 'user.verified', actor: user, subjectKind: 'user', subjectId: user.id });
    return toUser(user);
  });
}

/** Mails a link to choose a new password, if the address is known; the answer never says whether. */
export async function forgotPassword(context: Context, email: string): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (trx) => {
    const user = await findUserByEmail(trx, email);
    if (!user) return;
    if (await hasRecentMailedToken(trx, user.id, 'reset_password', new Date(now.getTime() - BETWEEN_LINKS))) return;
    const token = newToken();
    const id = await insertMailedToken(trx, {
      userId: user.id,
      purpose: 'reset_password',
      tokenHash: hashToken(token),
      expiresAt: new Date(now.getTime() + RESET_LASTS),
    });
    await requestEmail(trx, {
      key: `reset:${id}`,
      kind: 'reset_password',
      to: user.email,
      userId: user.id,
      data: { name: user.name, token },
    });
  });
}

/** Sets a new password by the mailed link, which proves the address too, and ends every session. */
export async function resetPassword(context: Context, token: string, password: string): Promise<void> {
  const now = context.now();
  const passwordHash = await hashPassword(password);
  await context.db.transaction(async (trx) => {
    const userId = await consumeMailedToken(trx, 'reset_password', hashToken(token), now);
    const user = userId && (await updateUser(trx, userId, { passwordHash, emailVerifiedAt: now }));
    if (!user) throw deadLink('ask for another.');
    await revokeSessionsOf(trx, user.id, now);
    await recordAudit(trx, { action: 'user.password_reset', actor: user, subjectKind: 'user', subjectId: user.id });
  });
}
