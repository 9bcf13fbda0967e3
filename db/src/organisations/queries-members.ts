// Who acts for an organisation, and who is invited to.
import type { MemberRole } from '@exchange/contracts';
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { memberships, users } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { organisationInvitations, organisations } from './tables.ts';

export interface MemberRow {
  user: { id: string; name: string; email: string };
  role: MemberRole;
  createdAt: string;
}

/** The members of an organisation, the longest-standing first. */
export async function listMembers(db: Db, organisationId: string): Promise<MemberRow[]> {
  const rows = await db
    .select({
      user: { id: users.id, name: users.name, email: users.email },
      role: memberships.role,
      createdAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.organisationId, organisationId))
    .orderBy(asc(memberships.createdAt), asc(users.id));
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** Adds a member, or leaves the role of one who is there already. */
export async function insertMembership(
  db: Db,
  membership: { organisationId: string; userId: string; role: MemberRole },
): Promise<void> {
  await db.insert(memberships).values(membership).onConflictDoNothing();
}

const isMember = (organisationId: string, userId: string) =>
  and(eq(memberships.organisationId, organisationId), eq(memberships.userId, userId));

/** @returns whether there was such a member */
export async function updateMembership(
  db: Db,
  organisationId: string,
  userId: string,
  role: MemberRole,
): Promise<boolean> {
  const rows = await db
    .update(memberships)
    .set({ role })
    .where(isMember(organisationId, userId))
    .returning({ userId: memberships.userId });
  return rows.length > 0;
}

export async function deleteMembership(db: Db, organisationId: string, userId: string): Promise<boolean> {
  const rows = await db
    .delete(memberships)
    .where(isMember(organisationId, userId))
    .returning({ userId: memberships.userId });
  return rows.length > 0;
}

/** Organisations of which this person is the only owner; locked, so that two owners cannot both leave at once. */
export async function lockOnlyOwned(db: Db, userId: string): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(
      sql`exists (select from memberships m where m.organisation_id = ${organisations.id} and m.user_id = ${userId} and m.role = 'owner')
        and not exists (select from memberships m where m.organisation_id = ${organisations.id} and m.user_id <> ${userId} and m.role = 'owner')`,
    )
    .for('update');
}

/** Locks every organisation somebody owns, for the rest of the transaction. */
export async function lockOwned(db: Db, userId: string): Promise<void> {
  await db
    .select({ id: organisations.id })
    .from(organisations)
    .where(
      sql`exists (select from memberships m where m.organisation_id = ${organisations.id} and m.user_id = ${userId} and m.role = 'owner')`,
    )
    .orderBy(asc(organisations.id))
    .for('update');
}

export type InvitationRow = typeof organisationInvitations.$inferSelect;

/** @returns its id, which is the key of the mail that carries the token */
export async function insertInvitation(
  db: Db,
  values: typeof organisationInvitations.$inferInsert,
): Promise<InvitationRow> {
  const [row] = await db.insert(organisationInvitations).values(values).returning();
  if (!row) throw new Error('the database gave no row for a new invitation');
  return row;
}

/** An invitation that still stands, locked for the rest of the transaction. */
export async function lockInvitation(db: Db, tokenHash: string, now: Date): Promise<InvitationRow | undefined> {
  const [row] = await db
    .select()
    .from(organisationInvitations)
    .where(
      and(
        eq(organisationInvitations.tokenHash, tokenHash),
        isNull(organisationInvitations.acceptedAt),
        gt(organisationInvitations.expiresAt, now),
      ),
    )
    .for('update');
  return row;
}

export async function markInvitationAccepted(db: Db, id: string, now: Date): Promise<void> {
  await db.update(organisationInvitations).set({ acceptedAt: now }).where(eq(organisationInvitations.id, id));
}
