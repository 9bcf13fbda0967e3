// Reading mail: the mailbox of an exchange that keeps its mail, and the staff's mail log.
import type { EmailKind, EmailLogEntry, EmailState, KeptEmail } from '@exchange/contracts';
import { and, desc, eq, isNotNull, lt } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { emails } from './tables.ts';

type Row = typeof emails.$inferSelect;

const toKept = ({ id, kind, to, subject, text, html, headers, createdAt }: Row): KeptEmail => ({
  id,
  kind,
  to,
  subject: subject ?? '',
  text: text ?? '',
  html: html ?? '',
  headers: headers ?? {},
  createdAt: createdAt.toISOString(),
});

const isKept = and(eq(emails.state, 'kept'), isNotNull(emails.subject));

/** Kept messages, newest first, of one receiver or of all. */
export async function listKeptEmails(db: Db, page: { to?: string; limit: number }): Promise<KeptEmail[]> {
  const rows = await db
    .select()
    .from(emails)
    .where(and(isKept, page.to === undefined ? undefined : eq(emails.to, page.to)))
    .orderBy(desc(emails.createdAt), desc(emails.id))
    .limit(page.limit);
  return rows.map(toKept);
}

export async function findKeptEmail(db: Db, id: string): Promise<KeptEmail | undefined> {
  const [row] = await db
    .select()
    .from(emails)
    .where(and(isKept, eq(emails.id, id)));
  return row && toKept(row);
}

/** A line of the log. */
export const toLogEntry = ({
  id,
  kind,
  to,
  subject,
  state,
  attempts,
  error,
  createdAt,
  sentAt,
}: Row): EmailLogEntry => ({
  id,
  kind,
  to,
  subject,
  state,
  attempts,
  error,
  createdAt: createdAt.toISOString(),
  sentAt: sentAt?.toISOString() ?? null,
});

/** The mail log, newest first: to whom, why, when, and what became of it; never what it says. */
export async function listEmailLog(
  db: Db,
  page: { to?: string; kind?: EmailKind; state?: EmailState; before?: string; limit: number },
): Promise<EmailLogEntry[]> {
  const rows = await db
    .select()
    .from(emails)
    .where(
      and(
        page.to === undefined ? undefined : eq(emails.to, page.to),
        page.kind === undefined ? undefined : eq(emails.kind, page.kind),
        page.state === undefined ? undefined : eq(emails.state, page.state),
        page.before === undefined ? undefined : lt(emails.id, page.before),
      ),
    )
    .orderBy(desc(emails.id))
    .limit(page.limit);
  return rows.map(toLogEntry);
}
