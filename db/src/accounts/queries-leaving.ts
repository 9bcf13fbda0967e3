// A person's own copy of what is kept about them, and forgetting them.
import { and, eq, inArray, isNotNull, or } from 'drizzle-orm';
import { emailAttempts } from '../emails/tables-delivery.ts';
import { emails } from '../emails/tables.ts';
import type { Db } from '../index.ts';
import { interestAlerts } from '../interests/tables.ts';
import { auditEntries } from '../moderation/tables.ts';
import { notifications, mailSwitches } from '../notifications/tables.ts';
import { organisationInvitations } from '../organisations/tables.ts';
import { anonymiseWork, FORMER, listMessagesOf } from './queries-names.ts';
import { mailedTokens, memberships, recoveryCodes, secondFactors, sessions, users } from './tables.ts';

/** Anybody may sign up with any address: what others sent to it is theirs once they have verified it. */
const isProven = (id: string) => and(eq(users.id, id), isNotNull(users.emailVerifiedAt));

/**
 * Forgets a person: what names them goes, what others rely on (listings, history) stays under "A former member".
 * Their addresses leave the mail log and the invitations, waiting mail to them is cancelled, and every session ends.
 */
export async function anonymiseUser(db: Db, id: string, now: Date): Promise<void> {
  const email = `deleted-${id}@deleted.invalid`;
  const [person] = await db.select({ name: users.name }).from(users).where(eq(users.id, id));
  const [proven] = await db.select({ address: users.email }).from(users).where(isProven(id));
  // Invitations were mailed to the address, before anybody knew whose it is.
  const theirs = or(eq(emails.userId, id), proven && eq(emails.to, proven.address));
  if (proven) await db.delete(organisationInvitations).where(eq(organisationInvitations.email, proven.address));
  await db
    .update(users)
    .set({ name: FORMER, email, passwordHash: '', isStaff: false, emailVerifiedAt: null, updatedAt: now })
    .where(eq(users.id, id));
  await db.update(sessions).set({ revokedAt: now, userAgent: '' }).where(eq(sessions.userId, id));
  for (const table of [
    memberships,
    mailedTokens,
    interestAlerts,
    secondFactors,
    recoveryCodes,
    notifications,
    mailSwitches,
  ])
    await db.delete(table).where(eq(table.userId, id));
  const messages = await listMessagesOf(db, theirs);
  await anonymiseWork(db, id, person?.name ?? FORMER, messages);
  // Mail servers name whom they refuse.
  if (messages.length > 0)
    await db.update(emailAttempts).set({ reply: null }).where(inArray(emailAttempts.emailId, messages));
  await db
    .update(emails)
    .set({ state: 'cancelled' })
    .where(and(theirs, eq(emails.state, 'pending')));
  await db
    .update(emails)
    .set({ to: email, error: null, subject: null, text: null, html: null, headers: null, data: {} })
    .where(theirs);
}

/** Everything kept about a person, for their own copy. */
export async function exportUser(db: Db, id: string): Promise<Record<string, unknown>> {
  const [sessionRows, history, mail, alerts, invitations, [factor]] = await Promise.all([
    db
      .select({
        createdAt: sessions.createdAt,
        lastUsedAt: sessions.lastUsedAt,
        userAgent: sessions.userAgent,
        revokedAt: sessions.revokedAt,
      })
      .from(sessions)
      .where(eq(sessions.userId, id)),
    db
      .select({
        at: auditEntries.at,
        action: auditEntries.action,
        subjectKind: auditEntries.subjectKind,
        subjectId: auditEntries.subjectId,
      })
      .from(auditEntries)
      .where(eq(auditEntries.actorId, id)),
    db
      .select({
        kind: emails.kind,
        to: emails.to,
        subject: emails.subject,
        state: emails.state,
        createdAt: emails.createdAt,
      })
      .from(emails)
      .where(eq(emails.userId, id)),
    db
      .select({
        interestId: interestAlerts.interestId,
        frequency: interestAlerts.frequency,
        createdAt: interestAlerts.createdAt,
      })
      .from(interestAlerts)
      .where(eq(interestAlerts.userId, id)),
    db
      .select({
        organisationId: organisationInvitations.organisationId,
        role: organisationInvitations.role,
        createdAt: organisationInvitations.createdAt,
        acceptedAt: organisationInvitations.acceptedAt,
      })
      .from(organisationInvitations)
      .where(inArray(organisationInvitations.email, db.select({ email: users.email }).from(users).where(isProven(id)))),
    db.select({ confirmedAt: secondFactors.confirmedAt }).from(secondFactors).where(eq(secondFactors.userId, id)),
  ]);
  return { sessions: sessionRows, history, mail, alerts, invitations, secondFactorSince: factor?.confirmedAt ?? null };
}
