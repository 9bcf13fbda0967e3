// Who acts for an organisation.
import type { MemberRole } from '@exchange/contracts';
import { and, asc, eq, sql } from 'drizzle-orm';
import { memberships, users } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { organisations } from './tables.ts';

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

/** Adds a member, or leaves the role of one who is there already. @returns whether they are new */
export async function insertMembership(
  db: Db,
  membership: { organisationId: string; userId: string; role: MemberRole },
): Promise<boolean> {
  const added = await db
    .insert(memberships)
    .values(membership)
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  return added.length > 0;
}

/** The owners of an organisation, and where they are reached. */
export async function listOwners(db: Db, organisationId: string): Promise<{ id: string; email: string }[]> {
  return db
    .select({ id: users.id, email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.organisationId, organisationId), eq(memberships.role, 'owner')))
    .orderBy(asc(users.id));
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
