// Taking the name of somebody who left out of everything that others go on with.
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import { emails } from '../emails/tables.ts';
import type { Db } from '../index.ts';
import { listingPartners, listingTransfers } from '../listings/tables-sharing.ts';
import { listingRevisions } from '../listings/tables-revisions.ts';
import { auditEntries, listingReviews, reviewComments } from '../moderation/tables.ts';
import { organisationInvitations } from '../organisations/tables.ts';
import { deadJobs } from '../outbox/tables.ts';

/** What stands where their name stood. */
export const FORMER = 'A former member';

/**
 * Copies of a name without the id of whose it is. Every such write is in the history, so the history tells whose it may be: a copy on a
 * subject that they did something to, under a name that they did it by.
 */
const copies: readonly { table: PgTable; subject: AnyPgColumn; name: AnyPgColumn; key: string }[] = [
  ...(['requestedByName', 'decidedByName'] as const).map((key) => ({
    ...{ table: listingTransfers, subject: listingTransfers.listingId, name: listingTransfers[key], key },
  })),
  {
    ...{ table: listingPartners, subject: listingPartners.listingId },
    ...{ name: listingPartners.invitedByName, key: 'invitedByName' },
  },
  {
    ...{ table: listingRevisions, subject: listingRevisions.listingId },
    ...{ name: listingRevisions.reviewedByName, key: 'reviewedByName' },
  },
  ...(['claimedByName', 'decidedByName'] as const).map((key) => ({
    ...{ table: listingReviews, subject: listingReviews.listingId, name: listingReviews[key], key },
  })),
  ...(['authorName', 'answeredByName'] as const).map((key) => ({
    ...{ table: reviewComments, subject: reviewComments.listingId, name: reviewComments[key], key },
  })),
  { table: deadJobs, subject: deadJobs.id, name: deadJobs.decidedBy, key: 'decidedBy' },
];

async function anonymiseCopies(db: Db, id: string, name: string): Promise<void> {
  const theirs = eq(auditEntries.actorId, id);
  // They may have had another name when they wrote it.
  const known = await db.selectDistinct({ name: auditEntries.actorName }).from(auditEntries).where(theirs);
  const names = [...new Set([name, ...known.map((row) => row.name)])];
  const subjects = db.select({ id: auditEntries.subjectId }).from(auditEntries).where(theirs);
  for (const { table, subject, name: column, key } of copies)
    await db
      .update(table)
      .set({ [key]: FORMER })
      .where(and(inArray(subject, subjects), inArray(column, names)));
}

/**
 * Their name where it stands beside what others rely on, and what the history says of them by name or address.
 * @param name the one they have now
 * @param addresses ids of the messages to them: the history of those holds their address
 */
export async function anonymiseWork(db: Db, id: string, name: string, messages: readonly string[]): Promise<void> {
  await anonymiseCopies(db, id, name);
  await db.update(auditEntries).set({ actorName: FORMER }).where(eq(auditEntries.actorId, id));
  await db.update(listingRevisions).set({ createdByName: FORMER }).where(eq(listingRevisions.createdBy, id));
  await db.update(listingReviews).set({ claimedByName: FORMER }).where(eq(listingReviews.claimedBy, id));
  await db.update(listingTransfers).set({ requestedByName: FORMER }).where(eq(listingTransfers.requestedBy, id));
  await db
    .update(organisationInvitations)
    .set({ invitedByName: FORMER })
    .where(eq(organisationInvitations.invitedBy, id));
  // Of them as a subject: "reviewer appointed: <name>", "second step reset: <why>".
  await db
    .update(auditEntries)
    .set({ details: sql`${auditEntries.details} - '{name,reason}'::text[]` })
    .where(and(eq(auditEntries.subjectId, id), eq(auditEntries.subjectKind, 'user')));
  if (messages.length > 0)
    await db
      .update(auditEntries)
      .set({ details: sql`${auditEntries.details} - '{address,said,reason}'::text[]` })
      .where(and(inArray(auditEntries.subjectId, [...messages]), eq(auditEntries.subjectKind, 'email')));
}

/** Ids of the messages that are somebody's. */
export async function listMessagesOf(db: Db, condition: ReturnType<typeof and>): Promise<string[]> {
  const rows = await db.select({ id: emails.id }).from(emails).where(condition);
  return rows.map(({ id }) => id);
}
