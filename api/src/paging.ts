// Pages by an opaque cursor: what the last item was sorted by, encoded so that nobody builds on it.
import type { z } from 'zod';
import { invalid } from './errors.ts';

/** A page of at most `limit` items, read with one more than shown, so that the last page says it is the last. */
export function toPage<T>(
  rows: T[],
  limit: number,
  keyOf: (last: T) => unknown,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null };
}

/** Reads a cursor back; one that we did not make is a 422 on `cursor`. */
export function readCursor<T extends z.ZodType>(cursor: string | undefined, key: T): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  const fail = () => invalid([{ path: 'cursor', message: 'must be the nextCursor of the page before' }]);
  let given: unknown;
  try {
    given = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw fail();
  }
  const result = key.safeParse(given);
  if (!result.success) throw fail();
  return result.data;
}
