// Choosing a new password: by a mailed link, or with the one before. Nothing here tells a stranger who is registered.
import type { ChangePasswordBody } from '@exchange/contracts';
import { hashPassword, verifyPassword } from '@exchange/db/accounts/passwords';
import { findUser, findUserByEmail, updateUser, type Viewer } from '@exchange/db/accounts/queries';
import {
  endMailedTokens,
  findMailedTokenOwner,
  isSessionOpen,
  lockUser,
  mailKeyOf,
} from '@exchange/db/accounts/queries-registering';
import { revokeOtherSessions } from '@exchange/db/accounts/queries-open-sessions';
import {
  clearSignInAttempt,
  consumeMailedToken,
  hasRecentMailedToken,
  insertMailedToken,
  revokeSessionsOf,
} from '@exchange/db/accounts/queries-sessions';
import { requestEmail } from '@exchange/db/emails/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import type { Context } from '../context.ts';
import { invalid, notSignedIn } from '../errors.ts';
import { requireStrong } from './password-strength.ts';
import { mailSecurity } from './security-mail.ts';
import { BETWEEN_LINKS, deadLink } from './service.ts';
import { countAttempt } from './throttle.ts';
import { hashToken, newToken } from './tokens.ts';

const RESET_LASTS = 3_600_000;

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
      createdAt: now,
      expiresAt: new Date(now.getTime() + RESET_LASTS),
    });
    await requestEmail(trx, {
      key: mailKeyOf('reset_password', id),
      kind: 'reset_password',
      to: user.email,
      userId: user.id,
      data: { name: user.name, token },
    });
  });
}

/** Sets a new password by the mailed link, which proves the address too, and ends every session and every other link. */
export async function resetPassword(context: Context, token: string, password: string): Promise<void> {
  const now = context.now();
  const dead = () => deadLink('ask for another.');
  const owner = await findMailedTokenOwner(context.db, 'reset_password', hashToken(token), now);
  if (!owner) throw dead();
  await requireStrong(password, owner);
  const passwordHash = await hashPassword(password);
  await context.db.transaction(async (trx) => {
    await lockUser(trx, owner.id);
    const userId = await consumeMailedToken(trx, 'reset_password', hashToken(token), now);
    const user = userId && (await updateUser(trx, userId, { passwordHash, emailVerifiedAt: now }));
    if (!user) throw dead();
    await endMailedTokens(trx, user.id, 'verify_email', now);
    await endMailedTokens(trx, user.id, 'reset_password', now);
    await revokeSessionsOf(trx, user.id, now);
    await recordAudit(trx, { action: 'user.password_reset', actor: user, subjectKind: 'user', subjectId: user.id });
    await mailSecurity(trx, user, 'password_changed', now);
  });
}

/** Makes sure that it is the person who sits there, by their password; guessing is slowed down as at signing in. */
export async function requirePassword(context: Context, viewer: Viewer, password: string, path: string): Promise<void> {
  const key = await countAttempt(context, 'code', viewer.id);
  const user = await findUser(context.db, viewer.id);
  if (!user || !(await verifyPassword(password, user.passwordHash)))
    throw invalid([{ path, message: 'must be the one that you sign in with now' }], 'WRONG_PASSWORD');
  await clearSignInAttempt(context.db, key, '');
}

/** Changes the password of somebody who is signed in and gives the one before; every other session and every mailed link ends. */
export async function changePassword(context: Context, viewer: Viewer, body: ChangePasswordBody): Promise<void> {
  await requirePassword(context, viewer, body.currentPassword, 'currentPassword');
  await requireStrong(body.password, viewer);
  const now = context.now();
  const passwordHash = await hashPassword(body.password);
  await context.db.transaction(async (trx) => {
    await lockUser(trx, viewer.id);
    // Ended meanwhile, as by somebody who chose a new password through the mailbox: that one stands.
    if (!(await isSessionOpen(trx, viewer.sessionId))) throw notSignedIn('This session has ended: sign in again.');
    const user = await updateUser(trx, viewer.id, { passwordHash });
    if (!user) throw notSignedIn();
    await endMailedTokens(trx, user.id, 'reset_password', now);
    await revokeOtherSessions(trx, user.id, viewer.sessionId, now);
    await recordAudit(trx, { action: 'user.password_changed', actor: user, subjectKind: 'user', subjectId: user.id });
    await mailSecurity(trx, user, 'password_changed', now);
  });
}
