// Slows down guessing: each attempt counts as a miss before it is tried, so that a hundred at once cannot slip past.
import { createHash } from 'node:crypto';
import { countSignInAttempt } from '@exchange/db/accounts/queries-sessions';
import type { Context } from '../context.ts';
import { tooMany } from '../errors.ts';

/** Misses that cost no waiting: for one person, and for one network address, which a whole office may share. */
const free = { mail: 5, code: 5, net: 20 } as const;
export type Guessed = keyof typeof free;

const keyOf = (kind: Guessed, value: string) =>
  createHash('sha256').update(`${kind}:${value.toLowerCase()}`).digest('base64url');

/**
 * Counts one attempt, or refuses it with the time to wait (429).
 * @returns its key, by which a success takes it back
 */
export async function countAttempt(context: Context, kind: Guessed, value: string): Promise<string> {
  const key = keyOf(kind, value);
  const wait = await countSignInAttempt(context.db, key, free[kind], context.now());
  if (wait > 0)
    throw tooMany(
      `Too many attempts to sign in: try again in ${wait === 1 ? '1 second' : `${String(wait)} seconds`}.`,
      wait,
    );
  return key;
}
