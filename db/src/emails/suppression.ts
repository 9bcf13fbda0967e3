// Addresses that take no mail, and what was heard of messages after they had gone out.
import type { AttemptResult, Suppression, SuppressionReason } from '@exchange/contracts';
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { emailAttempts, suppressedAddresses } from './tables-delivery.ts';
import { emails } from './tables.ts';

const toSuppression = ({ since, ...row }: typeof suppressedAddresses.$inferSelect): Suppression => ({
  ...row,
  since: since.toISOString(),
});

/**
 * Stops mail to an address. One where nobody is outweighs a complaint; otherwise the first reason stays.
 * @returns whether this is new
 */
export async function suppressAddress(
  db: Db,
  given: { address: string; reason: SuppressionReason; detail: string; emailId: string },
): Promise<boolean> {
  const rows = await db
    .insert(suppressedAddresses)
    .values(given)
    .onConflictDoUpdate({
      target: suppressedAddresses.address,
      set: { reason: given.reason, detail: given.detail, emailId: given.emailId, since: sql`now()` },
      setWhere: sql`${suppressedAddresses.reason} = 'complaint' and excluded.reason = 'hard_bounce'`,
    })
    .returning({ id: suppressedAddresses.id });
  return rows.length > 0;
}

export async function findSuppression(db: Db, address: string): Promise<Suppression | undefined> {
  const [row] = await db.select().from(suppressedAddresses).where(eq(suppressedAddresses.address, address));
  return row && toSuppression(row);
}

/** Addresses that take no mail, newest first. @param page.before the last id of the page before */
export async function listSuppressions(
  db: Db,
  page: { address?: string | undefined; before?: string | undefined; limit: number },
): Promise<Suppression[]> {
  const rows = await db
    .select()
    .from(suppressedAddresses)
    .where(
      and(
        page.address === undefined ? undefined : eq(suppressedAddresses.address, page.address),
        page.before === undefined ? undefined : lt(suppressedAddresses.id, page.before),
      ),
    )
    .orderBy(desc(suppressedAddresses.id))
    .limit(page.limit);
  return rows.map(toSuppression);
}

/** Lets mail go to an address again. @returns what had stopped it */
export async function deleteSuppression(db: Db, id: string): Promise<Suppression | undefined> {
  const [row] = await db.delete(suppressedAddresses).where(eq(suppressedAddresses.id, id)).returning();
  return row && toSuppression(row);
}

/** The message that a report tells of, locked: two reports of it take turns. */
export async function lockEmail(db: Db, id: string): Promise<{ id: string; to: string } | undefined> {
  const [row] = await db
    .select({ id: emails.id, to: emails.to })
    .from(emails)
    .where(eq(emails.id, id))
    .for('no key update');
  return row;
}

/**
 * Writes down what was heard of a message that had gone out. The message must be locked.
 * @returns false when the same had been heard before
 */
export async function recordHeard(
  db: Db,
  emailId: string,
  result: Extract<AttemptResult, 'delayed' | 'bounced' | 'complained'>,
  reply: string,
): Promise<boolean> {
  const known = await db.$count(
    emailAttempts,
    and(eq(emailAttempts.emailId, emailId), eq(emailAttempts.result, result), eq(emailAttempts.reply, reply)),
  );
  if (known > 0) return false;
  await db.insert(emailAttempts).values({ emailId, result, reply });
  // Our own mail server had taken it on, and it went no further.
  if (result === 'bounced')
    await db
      .update(emails)
      .set({ state: 'failed', error: reply })
      .where(and(eq(emails.id, emailId), eq(emails.state, 'sent')));
  return true;
}
