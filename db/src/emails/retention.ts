// What mail leaves behind, and for how long: first its words go, then its line in the log. What keeps mail from going out twice stays.
import { and, asc, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { emails } from './tables.ts';

/**
 * Deletes the words of up to `limit` messages written before `before`, and what they were made from; those on their way keep them. The
 * line in the log stays: to whom, why, when, every attempt.
 * @returns how many
 */
export async function scrubEmails(db: Db, before: Date, limit: number): Promise<number> {
  // The literal is what the partial index emails_worded is for.
  const isOver = and(lt(emails.createdAt, before), isNull(emails.scrubbedAt), sql`state <> 'pending'`);
  const over = db.select({ id: emails.id }).from(emails).where(isOver).orderBy(asc(emails.createdAt)).limit(limit);
  const { rowCount } = await db
    .update(emails)
    .set({ subject: null, text: null, html: null, headers: null, data: {}, scrubbedAt: sql`now()` })
    .where(inArray(emails.id, over.for('update', { skipLocked: true })));
  return rowCount ?? 0;
}

/**
 * Deletes up to `limit` messages written before `before` whose words are gone, with their attempts. Their keys go with them, which is
 * safe: a key names a cause (a token, a version of a listing, a day, a digest's slot) that is over within a year. Which listing a person
 * was told of stands in `emailed_listings`, and stays.
 * @returns how many
 */
export async function deleteEmails(db: Db, before: Date, limit: number): Promise<number> {
  const isOver = and(lt(emails.createdAt, before), isNotNull(emails.scrubbedAt));
  const over = db.select({ id: emails.id }).from(emails).where(isOver).orderBy(asc(emails.createdAt)).limit(limit);
  const { rowCount } = await db.delete(emails).where(inArray(emails.id, over.for('update', { skipLocked: true })));
  return rowCount ?? 0;
}
