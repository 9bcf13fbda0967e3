// Registering, and proving an address. Nothing here tells a stranger who is registered, and who registers somebody else's address first
// gains nothing by it.
import type { RegisterBody, User, VerifyEmailBody } from '@exchange/contracts';
import { hashPassword, verifyPassword } from '@exchange/db/accounts/passwords';
import { findUserByEmail, insertUser, updateUser, type UserRow } from '@exchange/db/accounts/queries';
import {
  endMailedTokens,
  findMailedTokenOwner,
  lastLinkAt,
  lockUser,
  mailKeyOf,
  replaceRegistration,
} from '@exchange/db/accounts/queries-registering';
import { consumeMailedToken, hasRecentMailedToken, insertMailedToken } from '@exchange/db/accounts/queries-sessions';
import { requestEmail } from '@exchange/db/emails/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import type { Context } from '../context.ts';
import { ApiError, invalid } from '../errors.ts';
import { requireStrong } from './password-strength.ts';
import { hashToken, newToken } from './tokens.ts';

const VERIFY_LASTS = 24 * 3_600_000;
/** A second message with a link to the same address waits this long, so that nobody's mailbox is filled by strangers. */
export const BETWEEN_LINKS = 60_000;

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
  await requireStrong(body.password, body);
  const before = await findUserByEmail(context.db, body.email);
  const passwordHash = await hashPassword(body.password);
  const isSamePassword = await verifyPassword(
    body.password,
    before?.passwordHash === '' ? undefined : before?.passwordHash,
  );
  await context.db.transaction(async (trx) => {
    const within = { ...context, db: trx };
    const given = { name: body.name, passwordHash };
    const added = await insertUser(trx, { ...given, email: body.email, unsubscribeToken: newToken() });
    if (added) {
      await recordAudit(trx, { action: 'user.registered', actor: added, subjectKind: 'user', subjectId: added.id });
      await mailVerification(within, added);
      return;
    }
    const found = await findUserByEmail(trx, body.email);
    const known = found && (await lockUser(trx, found.id));
    if (!known) return;
    if (known.emailVerifiedAt !== null) await mailAlreadyRegistered(within, known);
    else if (isSamePassword && known.passwordHash === before?.passwordHash) await repeat(within, known);
    else await startAnew(within, known, given);
  });
  return { user: { email: body.email, name: body.name } };
}

/** Somebody who lost the first link, or pressed twice: another link, but not two a minute. */
async function repeat(context: Context, user: UserRow): Promise<void> {
  const since = new Date(context.now().getTime() - BETWEEN_LINKS);
  if (await hasRecentMailedToken(context.db, user.id, 'verify_email', since)) return;
  await endMailedTokens(context.db, user.id, 'verify_email', context.now());
  await mailVerification(context, user);
}

/**
 * Nobody has proven the address, so whoever registered it before may have been a stranger: what they chose and opened ends, and only the
 * link of this registration proves the address ("pre-hijacking": Sudhodanan and Paverd, USENIX Security 2022).
 */
async function startAnew(
  context: Context,
  user: UserRow,
  given: Pick<UserRow, 'name' | 'passwordHash'>,
): Promise<void> {
  const { db, now } = context;
  await replaceRegistration(db, user.id, given, now());
  await endMailedTokens(db, user.id, 'verify_email', now());
  const actor = { id: user.id, name: given.name };
  await recordAudit(db, { action: 'user.registered_again', actor, subjectKind: 'user', subjectId: user.id });
  await mailVerification(context, { ...user, ...given });
}

async function mailVerification(context: Context, user: UserRow): Promise<void> {
  const { db } = context;
  const now = context.now();
  const last = await lastLinkAt(db, user, 'verify_email');
  const notBefore = last && new Date(last.getTime() + BETWEEN_LINKS);
  const token = newToken();
  const id = await insertMailedToken(db, {
    userId: user.id,
    purpose: 'verify_email',
    tokenHash: hashToken(token),
    createdAt: now,
    expiresAt: new Date(now.getTime() + VERIFY_LASTS),
  });
  await requestEmail(db, {
    key: mailKeyOf('verify_email', id),
    kind: 'verify_email',
    to: user.email,
    userId: user.id,
    data: { name: user.name, token },
    ...(notBefore && notBefore > now ? { notBefore } : {}),
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

export const deadLink = (what: string) =>
  new ApiError(422, 'INVALID_TOKEN', `This link is used up, too old, or not whole: ${what}`, {
    fields: [{ path: 'token', message: 'is not valid, or no longer' }],
  });

/**
 * Proves an address by the mailed link; works once, within 24 hours, and for the registration that it was mailed for.
 * @throws WRONG_PASSWORD (422) when a password is given that is not that registration's; the link stays good
 */
export async function verifyEmail(context: Context, { token, password }: VerifyEmailBody): Promise<User> {
  const now = context.now();
  const dead = () => deadLink('register again to be sent another.');
  const owner = await findMailedTokenOwner(context.db, 'verify_email', hashToken(token), now);
  if (!owner) throw dead();
  if (password !== undefined && !(await verifyPassword(password, owner.passwordHash)))
    throw invalid(
      [{ path: 'password', message: 'must be the one that you chose when you signed up' }],
      'WRONG_PASSWORD',
    );
  return context.db.transaction(async (trx) => {
    const held = await lockUser(trx, owner.id);
    if (held?.passwordHash !== owner.passwordHash) throw dead();
    const userId = await consumeMailedToken(trx, 'verify_email', hashToken(token), now);
    const user = userId && (await updateUser(trx, userId, { emailVerifiedAt: now }));
    if (!user) throw dead();
    await endMailedTokens(trx, user.id, 'verify_email', now);
    await recordAudit(trx, { action: 'user.verified', actor: user, subjectKind: 'user', subjectId: user.id });
    return toUser(user);
  });
}
