// People in SQL: who they are, what they belong to, and forgetting them.
import type { MemberRole, OrganisationSummary } from '@exchange/contracts';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { auditEntries } from '../moderation/tables.ts';
import { emails } from '../emails/tables.ts';
import type { Db } from '../index.ts';
import { interestAlerts } from '../interests/tables.ts';
import { mailSwitches, notifications } from '../notifications/tables.ts';
import { listOrganisationSummaries } from '../organisations/queries.ts';
import { memberships, mailedTokens, sessions, users } from './tables.ts';

export type UserRow = typeof users.$inferSelect;

/** Who asks: loaded once a request. */
export interface Viewer {
  id: string;
  name: string;
  email: string;
  isStaff: boolean;
  /** Appointed to set the reviewed level of evidence. */
  isReviewer: boolean;
  emailVerified: boolean;
  sessionId: string;
  /** Organisation id to role. */
  memberships: ReadonlyMap<string, MemberRole>;
}

/** @returns the new row, or undefined when the address is known already */
export async function insertUser(db: Db, values: typeof users.$inferInsert): Promise<UserRow | undefined> {
  const [row] = await db.insert(users).values(values).onConflictDoNothing({ target: users.email }).returning();
  return row;
}

export async function findUserByEmail(db: Db, email: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.email, email));
  return row;
}

export async function findUser(db: Db, id: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.id, id));
  return row;
}

export async function updateUser(
  db: Db,
  id: string,
  change: Partial<Pick<UserRow, 'name' | 'passwordHash' | 'emailVerifiedAt' | 'isStaff'>>,
): Promise<UserRow | undefined> {
  const [row] = await db
    .update(users)
    .set({ ...change, updatedAt: new Date() })
    .where(eq(users.id, id))
    .returning();
  return row;
}

/** The person of a session that still stands, with what they belong to; one query. */
export async function findViewer(db: Db, userId: string, sessionId: string): Promise<Viewer | undefined> {
  const [row] = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      isStaff: users.isStaff,
      isReviewer: users.isReviewer,
      emailVerifiedAt: users.emailVerifiedAt,
      sessionId: sessions.id,
      memberships: sql<Record<string, MemberRole>>`(
        select coalesce(json_object_agg(m.organisation_id, m.role), '{}') from memberships m where m.user_id = ${users.id})`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isNull(sessions.revokedAt)));
  if (!row) return undefined;
  const { emailVerifiedAt, ...rest } = row;
  return { ...rest, emailVerified: emailVerifiedAt !== null, memberships: new Map(Object.entries(row.memberships)) };
}

/** What a person belongs to, by the organisations' names. */
export async function listMemberships(
  db: Db,
  userId: string,
): Promise<{ organisation: OrganisationSummary; role: MemberRole }[]> {
  const rows = await db.select().from(memberships).where(eq(memberships.userId, userId));
  const summaries = await listOrganisationSummaries(
    db,
    rows.map((row) => row.organisationId),
  );
  return summaries.flatMap((organisation) => {
    const row = rows.find(({ organisationId }) => organisationId === organisation.id);
    return row ? [{ organisation, role: row.role }] : [];
  });
}

/**
 * Forgets a person: what names them goes, what others rely on (listings, history) stays under "A former member".
 * Their addresses leave the mail log, waiting mail to them is cancelled, and every session ends.
 */
export async function anonymiseUser(db: Db, id: string, now: Date): Promise<void> {
  const name = 'A former member';
  const email = `deleted-${id}@deleted.invalid`;
  await db
    .update(users)
    .set({ name, email, passwordHash: '', isStaff: false, isReviewer: false, emailVerifiedAt: null, updatedAt: now })
    .where(eq(users.id, id));
  await db.update(sessions).set({ revokedAt: now, userAgent: '' }).where(eq(sessions.userId, id));
  await db.delete(memberships).where(eq(memberships.userId, id));
  await db.delete(mailedTokens).where(eq(mailedTokens.userId, id));
  await db.delete(interestAlerts).where(eq(interestAlerts.userId, id));
  await db.delete(notifications).where(eq(notifications.userId, id));
  await db.delete(mailSwitches).where(eq(mailSwitches.userId, id));
  await db.update(auditEntries).set({ actorName: name }).where(eq(auditEntries.actorId, id));
  await db
    .update(emails)
    .set({ state: 'cancelled' })
    .where(and(eq(emails.userId, id), eq(emails.state, 'pending')));
  await db
    .update(emails)
    .set({ to: email, subject: null, text: null, html: null, headers: null, data: {} })
    .where(eq(emails.userId, id));
}

/** Everything kept about a person, for their own copy. */
export async function exportUser(db: Db, id: string): Promise<Record<string, unknown>> {
  const [sessionRows, history, mail, alerts, told, switchedOff] = await Promise.all([
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
      .select({ kind: notifications.kind, createdAt: notifications.createdAt, readAt: notifications.readAt })
      .from(notifications)
      .where(eq(notifications.userId, id)),
    db.select({ topic: mailSwitches.topic }).from(mailSwitches).where(eq(mailSwitches.userId, id)),
  ]);
  return { sessions: sessionRows, history, mail, alerts, notifications: told, mailSwitchedOff: switchedOff };
}
