// Signing in and out: throttled, with rotating refresh tokens whose reuse ends the session they belong to.
import type { LoginBody, User } from '@exchange/contracts';
import { verifyPassword } from '@exchange/db/accounts/passwords';
import { findUser, findUserByEmail } from '@exchange/db/accounts/queries';
import { lockUser } from '@exchange/db/accounts/queries-registering';
import {
  clearSignInAttempt,
  insertRefreshToken,
  insertSession,
  lockRefreshToken,
  markRefreshTokenUsed,
  revokeSession,
} from '@exchange/db/accounts/queries-sessions';
import type { Db } from '@exchange/db';
import type { Context } from '../context.ts';
import { ApiError } from '../errors.ts';
import { passesSecondFactor } from './second-factor-service.ts';
import { toUser } from './service.ts';
import { countAttempt } from './throttle.ts';
import { hashToken, newToken } from './tokens.ts';

/** A session that is not used for so long ends. */
export const REFRESH_LASTS = 30 * 24 * 3_600_000;
/** However often it is used, a session ends after this (ASVS 5.0, 7.3.2). */
export const LONGEST_SESSION = 90 * 24 * 3_600_000;
/** A session that stands: what the access token is signed from, and the next refresh token. */
export interface OpenSession {
  user: User;
  sessionId: string;
  refreshToken: string;
}

const secondStep = (code: 'SECOND_FACTOR_NEEDED' | 'SECOND_FACTOR_WRONG') =>
  new ApiError(
    401,
    code,
    code === 'SECOND_FACTOR_NEEDED'
      ? 'This account has a second step: send the code that its program shows, or a recovery code, as totp.'
      : 'This code is not right, or it was used already.',
  );

const wrongCredentials = () =>
  new ApiError(401, 'WRONG_CREDENTIALS', 'This email address and password do not go together.');

/**
 * Opens a session. An unknown address and a wrong password get the same answer after the same work; of a second step only who has
 * the password hears. A wrong code counts as a miss as a wrong password does.
 */
export async function logIn(
  context: Context,
  body: LoginBody,
  client: { address: string; userAgent: string },
): Promise<OpenSession> {
  const mailKey = await countAttempt(context, 'mail', body.email);
  const netKey = await countAttempt(context, 'net', client.address);
  const user = await findUserByEmail(context.db, body.email);
  const isRight = await verifyPassword(body.password, user?.passwordHash === '' ? undefined : user?.passwordHash);
  if (!user || !isRight) throw wrongCredentials();
  return context.db.transaction(async (trx) => {
    // Whoever changed the password meanwhile ended every session there was: this one must not begin after that.
    const held = await lockUser(trx, user.id);
    if (held?.passwordHash !== user.passwordHash) throw wrongCredentials();
    const second = await passesSecondFactor(context, trx, user, body.totp);
    if (second !== 'passed') throw secondStep(second === 'needed' ? 'SECOND_FACTOR_NEEDED' : 'SECOND_FACTOR_WRONG');
    await clearSignInAttempt(trx, mailKey, netKey);
    const sessionId = await insertSession(trx, user.id, client.userAgent);
    return { user: toUser(held), sessionId, refreshToken: await nextRefreshToken(trx, sessionId, context.now()) };
  });
}

async function nextRefreshToken(db: Db, sessionId: string, now: Date): Promise<string> {
  const token = newToken();
  await insertRefreshToken(db, {
    sessionId,
    tokenHash: hashToken(token),
    expiresAt: new Date(now.getTime() + REFRESH_LASTS),
  });
  return token;
}

const deadRefresh = (code = 'INVALID_REFRESH_TOKEN') =>
  new ApiError(401, code, 'This session has ended: sign in again.');

/**
 * Gives the next refresh token for the last one. One that was used before is in two hands, and nobody knows whose is the
 * thief's: the whole session ends (RFC 9700, 4.14.2).
 */
export async function refreshSession(context: Context, refreshToken: string): Promise<OpenSession> {
  const now = context.now();
  const next = await context.db.transaction(async (trx) => {
    const token = await lockRefreshToken(trx, hashToken(refreshToken));
    const isOver = token && token.startedAt.getTime() + LONGEST_SESSION <= now.getTime();
    if (!token || token.revokedAt || isOver || token.expiresAt <= now) return deadRefresh();
    if (token.usedAt) {
      // Not thrown within: the transaction that ends the session must commit.
      await revokeSession(trx, token.sessionId, now);
      return deadRefresh('REFRESH_TOKEN_REUSED');
    }
    await markRefreshTokenUsed(trx, token, now);
    const user = await findUser(trx, token.userId);
    if (!user) return deadRefresh();
    const fresh = await nextRefreshToken(trx, token.sessionId, now);
    return { user: toUser(user), sessionId: token.sessionId, refreshToken: fresh };
  });
  if (next instanceof ApiError) throw next;
  return next;
}

/** Ends the session a refresh token belongs to; an unknown one is no error, for it is out already. */
export async function logOut(context: Context, refreshToken: string): Promise<void> {
  await context.db.transaction(async (trx) => {
    const token = await lockRefreshToken(trx, hashToken(refreshToken));
    if (token) await revokeSession(trx, token.sessionId, context.now());
  });
}
