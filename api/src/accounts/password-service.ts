// Choosing a new password by a mailed link. Nothing here tells a stranger who is registered.
import { hashPassword } from '@exchange/db/accounts/passwords';
import { findUserByEmail, updateUser } from '@exchange/db/accounts/queries';
import { endMailedTokens, findMailedTokenOwner, lockUser, mailKeyOf } from '@exchange/db/accounts/queries-registering';
import {
  consumeMailedToken,
  hasRecentMailedToken,
  insertMailedToken,
  revokeSessionsOf,
} from '@exchange/db/accounts/queries-sessions';
import { requestEmail } from '@exchange/db/emails/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import type { Context } from '../context.ts';
import { BETWEEN_LINKS, deadLink } from './service.ts';
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
  });
}
