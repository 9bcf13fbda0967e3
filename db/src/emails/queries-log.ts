// One message for staff: what it said, why it was written, how it fared; and what each kind of message looks like.
import type { EmailAttempt, EmailDetail, EmailKind, EmailPreview, EmailSubject } from '@exchange/contracts';
import { secretEmailKinds } from '@exchange/contracts';
import { asc, count, eq, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { toLogEntry } from './queries-read.ts';
import { emailAttempts, emailPreviews } from './tables-delivery.ts';
import { emails } from './tables.ts';

export type StoredEmail = typeof emails.$inferSelect;

/** A message, locked when it is to be sent again: two who ask for that take turns. */
export async function findEmail(db: Db, id: string, lock = false): Promise<StoredEmail | undefined> {
  const query = db.select().from(emails).where(eq(emails.id, id));
  const [row] = await (lock ? query.for('no key update') : query);
  return row;
}

/** The attempts at a message and what was heard of it, oldest first. */
export async function listAttempts(db: Db, emailId: string): Promise<EmailAttempt[]> {
  const rows = await db
    .select()
    .from(emailAttempts)
    .where(eq(emailAttempts.emailId, emailId))
    .orderBy(asc(emailAttempts.at), asc(emailAttempts.id));
  return rows.map(({ number, at, result, reply, worker }) => ({ number, at: at.toISOString(), result, reply, worker }));
}

/**
 * The listings that a message tells of, with the matches of its receiver's interests behind each. Of a message that was sent again, those
 * of the first.
 */
export async function listSubjects(
  db: Db,
  email: Pick<StoredEmail, 'id' | 'resendOf' | 'data'>,
): Promise<EmailSubject[]> {
  const { listingId } = email.data;
  const named = typeof listingId === 'string' ? listingId : null;
  const { rows } = await db.execute<EmailSubject & Record<string, unknown>>(sql`
    with told as (
      select listing_id, user_id from emailed_listings where email_id = ${email.resendOf ?? email.id}
      union
      select l.id, e.user_id from listings l, emails e where e.id = ${email.id} and l.id::text = ${named}
    )
    select jsonb_build_object('id', l.id, 'slug', l.slug, 'title', l.title) as listing,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', m.id, 'interestName', i.name) order by m.score desc, m.id)
        from matches m join interests i on i.id = m.interest_id
        join memberships member on member.organisation_id = i.organisation_id and member.user_id = told.user_id
        where m.listing_id = l.id and m.ended_at is null
      ), '[]') as matches
    from told join listings l on l.id = told.listing_id
    order by l.id
    limit 50`);
  return rows;
}

/** Links by which its reader answers or stops mail without signing in hold a key: nobody else acts in their name by it. */
const withoutKeys = (words: string) => words.replace(/([?&;]token=)[^&"'<>\s]+/g, '$1…');

/** Everything about a message but its secrets. @param notResendable see EmailDetail */
export async function describeEmail(db: Db, email: StoredEmail, notResendable: string | null): Promise<EmailDetail> {
  const isSecret = secretEmailKinds.includes(email.kind);
  return {
    ...toLogEntry(email),
    key: email.key,
    text: isSecret || email.text === null ? null : withoutKeys(email.text),
    html: isSecret || email.html === null ? null : withoutKeys(email.html),
    headers: Object.fromEntries(Object.entries(email.headers ?? {}).map(([name, is]) => [name, withoutKeys(is)])),
    about: await listSubjects(db, email),
    nextAttemptAt: email.state === 'pending' ? email.notBefore.toISOString() : null,
    history: await listAttempts(db, email.id),
    resendOf: email.resendOf,
    notResendable,
  };
}

/** How often a message was sent again. */
export async function countResends(db: Db, emailId: string): Promise<number> {
  const [row] = await db.select({ times: count() }).from(emails).where(eq(emails.resendOf, emailId));
  return row?.times ?? 0;
}

/** Keeps what the kinds of message look like, as the newest workers write them. */
export async function savePreviews(db: Db, previews: readonly Omit<EmailPreview, 'madeAt'>[]): Promise<void> {
  await db
    .insert(emailPreviews)
    .values([...previews])
    .onConflictDoUpdate({
      target: emailPreviews.kind,
      set: {
        subject: sql`excluded.subject`,
        text: sql`excluded.text`,
        html: sql`excluded.html`,
        madeAt: sql`now()`,
      },
    });
}

export async function findPreview(db: Db, kind: EmailKind): Promise<EmailPreview | undefined> {
  const [row] = await db.select().from(emailPreviews).where(eq(emailPreviews.kind, kind));
  return row && { ...row, madeAt: row.madeAt.toISOString() };
}

/** The kinds that a preview was made of, with their subjects. */
export async function listPreviews(db: Db): Promise<Pick<EmailPreview, 'kind' | 'subject'>[]> {
  return db.select({ kind: emailPreviews.kind, subject: emailPreviews.subject }).from(emailPreviews);
}
