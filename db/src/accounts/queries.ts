// People in SQL: who they are, and what they belong to. Forgetting them stands in queries-leaving.
import type { MemberRole, OrganisationSummary } from '@exchange/contracts';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { listOrganisationSummaries } from '../organisations/queries.ts';
import { memberships, sessions, users } from './tables.ts';

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
  /** The organisation's key by which a program asks in this person's name; absent where they are signed in. */
  apiKey?: { id: string; name: string };
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
