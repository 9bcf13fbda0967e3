// Signing in and out: throttled, with rotating refresh tokens whose reuse ends the session they belong to.
import { createHash } from 'node:crypto';
import type { LoginBody, User } from '@exchange/contracts';
import { verifyPassword } from '@exchange/db/accounts/passwords';
import { findUser, findUserByEmail } from '@exchange/db/accounts/queries';
import {
  clearSignInAttempt,
  countSignInAttempt,
  insertRefreshToken,
  insertSession,
  lockRefreshToken,
  markRefreshTokenUsed,
  revokeSession,
} from '@exchange/db/accounts/queries-sessions';
import type { Db } from '@exchange/db';
import type { Context } from '../context.ts';
import { ApiError, tooMany } from '../errors.ts';
import { toUser } from './service.ts';
import { hashToken, newToken } from './tokens.ts';

const REFRESH_LASTS = 30 * 24 * 3_600_000;
/** Misses that cost no waiting: for one mail address, and for one network address, which a whole office may share. */
const FREE_FOR_MAIL = 5;
const FREE_FOR_NETWORK = 20;

/** A session that stands: what the access token is signed from, and the next refresh token. */
export interface OpenSession {
  user: User;
  sessionId: string;
  refreshToken: string;
}

const key = (kind: string, value: string) =>
  createHash('sha256').update(`${kind}:${value.toLowerCase()}`).digest('base64url');

/** Counted as a miss before it is tried, so that a hundred guesses at once cannot slip past; a success takes it back. */
async function countAttempt(context: Context, mailKey: string, netKey: string): Promise<void> {
  const now = context.now();
  const forMail = await countSignInAttempt(context.db, mailKey, FREE_FOR_MAIL, now);
  const wait = forMail > 0 ? forMail : await countSignInAttempt(context.db, netKey, FREE_FOR_NETWORK, now);
  if (wait > 0)
    throw tooMany(
      `Too many attempts to sign in: try again in ${wait === 1 ? '1 second' : `${String(wait)} seconds`}.`,
      wait,
    );
}

/** Opens a session. An unknown address and a wrong password get the same answer after the same work. */
export async function logIn(
  context: Context,
  body: LoginBody,
  client: { address: string; userAgent: string },
): Promise<OpenSession> {
  const mailKey = key('mail', body.email);
  const netKey = key('net', client.address);
  await countAttempt(context, mailKey, netKey);
  const user = await findUserByEmail(context.db, body.email);
  const isRight = await verifyPassword(body.password, user?.passwordHash === '' ? undefined : user?.passwordHash);
  if (!user || !isRight)
    throw new ApiError(401, 'WRONG_CREDENTIALS', 'This email address and password do not go together.');
  return context.db.transaction(async (trx) => {
    await clearSignInAttempt(trx, mailKey, netKey);
    const sessionId = await insertSession(trx, user.id, client.userAgent);
    return { user: toUser(user), sessionId, refreshToken: await nextRefreshToken(trx, sessionId, context.now()) };
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
    if (!token || token.revokedAt || token.expiresAt <= now) return deadRefresh();
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
