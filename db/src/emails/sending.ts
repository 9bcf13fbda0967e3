// Sending mail: taking rows for a while, and writing down what became of each.
//
// All times here are the database's: several workers, whose own clocks may differ, go by one clock. A row that is
// `pending` with `notBefore` in the future is either held by a worker (its lease) or waits for its next attempt; in
// both cases nobody touches it until then, and a worker that dies lets go of its rows by doing nothing.
import type { AttemptResult, EmailKind, SuppressionReason } from '@exchange/contracts';
import { and, asc, eq, inArray, lte, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { emailAttempts } from './tables-delivery.ts';
import { emails } from './tables.ts';

/** A row that this worker holds. */
export interface ClaimedEmail {
  id: string;
  key: string;
  kind: EmailKind;
  userId: string | null;
  to: string;
  data: Record<string, unknown>;
  /** Counts this attempt. */
  attempts: number;
  createdAt: Date;
  /** Why its address takes no mail; null when it does. */
  suppressed: SuppressionReason | null;
}

const inSeconds = (seconds: number) => sql`now() + make_interval(secs => ${seconds})`;
const pendingIn = (ids: readonly string[]) => and(inArray(emails.id, [...ids]), eq(emails.state, 'pending'));

/** Rows that no other statement is writing at this moment: two workers on the same rows pass each other, never block. */
const unlocked = (db: Db, condition: SQL | undefined) =>
  db.select({ id: emails.id }).from(emails).where(condition).for('update', { skipLocked: true });

/**
 * Takes those of `ids` that are due, for `leaseSeconds`; what another worker holds, or has sent, is left out.
 * @returns the rows taken, each with its attempt counted
 */
export async function claimEmails(db: Db, ids: readonly string[], leaseSeconds: number): Promise<ClaimedEmail[]> {
  return db
    .update(emails)
    .set({ notBefore: inSeconds(leaseSeconds), attempts: sql`${emails.attempts} + 1`, isGathering: false })
    .where(inArray(emails.id, unlocked(db, and(pendingIn(ids), lte(emails.notBefore, sql`now()`)))))
    .returning({
      id: emails.id,
      key: emails.key,
      kind: emails.kind,
      userId: emails.userId,
      to: emails.to,
      data: emails.data,
      attempts: emails.attempts,
      createdAt: emails.createdAt,
      suppressed: sql<SuppressionReason | null>`(select s.reason from suppressed_addresses s where s.address = emails."to")`,
    });
}

/** Those of `ids` that are due and that nobody holds: they were being written when they were to be taken, as by what is put into them. */
export async function listMissed(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: emails.id })
    .from(emails)
    .where(and(pendingIn(ids), lte(emails.notBefore, sql`now()`)));
  return rows.map(({ id }) => id);
}

/** Holds rows for `leaseSeconds` more; those already settled stay as they are. */
export async function extendLease(db: Db, ids: readonly string[], leaseSeconds: number): Promise<void> {
  await db
    .update(emails)
    .set({ notBefore: inSeconds(leaseSeconds) })
    .where(inArray(emails.id, unlocked(db, pendingIn(ids))));
}

/** Lets go of rows that were taken and not begun, as at shutdown; the attempt does not count. */
export async function releaseEmails(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(emails)
    .set({ notBefore: sql`now()`, attempts: sql`greatest(${emails.attempts} - 1, 0)` })
    .where(inArray(emails.id, unlocked(db, pendingIn(ids))));
}

/**
 * Puts rows off for `seconds` that were taken and may not go out just now, because of a rate limit; the attempt does not count.
 */
export async function putOffEmails(db: Db, ids: readonly string[], seconds: number): Promise<void> {
  await db
    .update(emails)
    .set({ notBefore: inSeconds(seconds), attempts: sql`greatest(${emails.attempts} - 1, 0)` })
    .where(inArray(emails.id, unlocked(db, pendingIn(ids))));
}

/** One attempt at a message: which, and by which program. */
export interface Attempt {
  id: string;
  number: number;
  worker: string;
}

/** A message as it went out. The HTML of mail that was sent is not kept: its text says the same, in a tenth of the room. */
export interface SentContent {
  subject: string;
  text: string;
  html?: string;
  headers: Record<string, string>;
}

export interface Settled {
  attempt: Attempt;
  /** What the mail server answered; null where mail is kept. */
  reply: string | null;
  state: 'sent' | 'kept';
  content: SentContent;
  /** What the row keeps of its data; undefined leaves it as it is. */
  data?: Record<string, unknown>;
}

/** Writes down that messages were accepted by the mail server, or kept, and the attempts; one statement for all of them. */
export async function recordSent(db: Db, settled: readonly Settled[]): Promise<void> {
  const rows = JSON.stringify(
    settled.map(({ attempt, content, ...rest }) => ({ ...attempt, ...content, ...rest, attempt: undefined })),
  );
  await db.execute(sql`
    with done as materialized (
      select * from jsonb_to_recordset(${rows}::jsonb) as done (
        id uuid, number smallint, worker text, reply text, state text,
        subject text, text text, html text, headers jsonb, data jsonb)
    ), noted as (
      insert into email_attempts (email_id, number, result, reply, worker)
      select id, number, state, reply, worker from done
      on conflict do nothing
    )
    update ${emails} set
      state = done.state, subject = done.subject, text = done.text, html = done.html, headers = done.headers,
      data = coalesce(done.data, ${emails}.data), error = null, sent_at = now()
    from done where ${emails}.id = done.id`);
}

/** Writes an attempt down, once. */
async function recordAttempt(db: Db, attempt: Attempt, result: AttemptResult, reply: string): Promise<void> {
  const { id: emailId, number, worker } = attempt;
  await db.insert(emailAttempts).values({ emailId, number, result, reply, worker }).onConflictDoNothing();
}

/** Puts a message off for `seconds`, saying why. */
export async function postponeEmail(db: Db, attempt: Attempt, seconds: number, error: string): Promise<void> {
  await db.transaction(async (trx) => {
    await recordAttempt(trx, attempt, 'postponed', error);
    await trx
      .update(emails)
      .set({ notBefore: inSeconds(seconds), error })
      .where(and(eq(emails.id, attempt.id), eq(emails.state, 'pending')));
  });
}

/**
 * Gives a message up (`failed`), finds that there is nothing left to tell (`cancelled`), or that its address takes no mail
 * (`suppressed`).
 */
export async function closeEmail(
  db: Db,
  attempt: Attempt,
  state: 'failed' | 'cancelled' | 'suppressed',
  reason: string,
  data?: Record<string, unknown>,
): Promise<void> {
  await db.transaction(async (trx) => {
    await recordAttempt(trx, attempt, state, reason);
    await trx
      .update(emails)
      .set({ state, error: reason, ...(data ? { data } : {}) })
      .where(and(eq(emails.id, attempt.id), eq(emails.state, 'pending')));
  });
}

/** The ids of messages that have been due for `seconds` or longer, oldest first. */
export async function listOverdueEmails(db: Db, seconds: number, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: emails.id })
    .from(emails)
    .where(and(eq(emails.state, 'pending'), lte(emails.notBefore, inSeconds(-seconds))))
    .orderBy(asc(emails.notBefore))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** How many messages wait to be sent, those held or put off among them. */
export async function countPendingEmails(db: Db): Promise<number> {
  return db.$count(emails, eq(emails.state, 'pending'));
}
