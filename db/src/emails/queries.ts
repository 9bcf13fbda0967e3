// The intent to mail: written with the fact behind it, once per key.
import type { EmailKind } from '@exchange/contracts';
import { and, count, eq, gt } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { addNotification } from '../notifications/queries.ts';
import { appendToOutbox } from '../outbox/queries.ts';
import { emails } from './tables.ts';

export interface EmailRequest {
  /** What the message is about; a second request with the same key does nothing. */
  key: string;
  kind: EmailKind;
  to: string;
  userId?: string;
  /** What it is made from: ids, and for account mail its link's token. */
  data: Record<string, unknown>;
  /** The message that this one sends again. */
  resendOf?: string;
  /** When it may go out at the earliest; at once unless told. */
  notBefore?: Date | undefined;
}

/** Asks for a message to be sent, and notes it for its reader's pages. @returns its id, or undefined when it had been asked for before */
export async function requestEmail(db: Db, request: EmailRequest): Promise<string | undefined> {
  const [row] = await db
    .insert(emails)
    .values(request)
    .onConflictDoNothing({ target: emails.key })
    .returning({ id: emails.id });
  if (!row) return undefined;
  await appendToOutbox(db, 'email.requested', { emailId: row.id }, request.notBefore);
  const { userId, kind, data, resendOf } = request;
  if (userId !== undefined && resendOf === undefined) await addNotification(db, { id: row.id, userId, kind, data });
  return row.id;
}

/** How many messages of a kind were written to an address after an instant, whoever caused them. */
export async function countMailTo(db: Db, to: string, kind: EmailKind, after: Date): Promise<number> {
  const [row] = await db
    .select({ written: count() })
    .from(emails)
    .where(and(eq(emails.to, to), eq(emails.kind, kind), gt(emails.createdAt, after)));
  return row?.written ?? 0;
}
