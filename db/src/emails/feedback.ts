// Who answers by a link in a mail, without signing in.
import type { MemberRole } from '@exchange/contracts';
import { eq, sql } from 'drizzle-orm';
import type { Viewer } from '../accounts/queries.ts';
import { users } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { interestAlerts } from '../interests/tables.ts';

/**
 * The person whose alert a link's token belongs to, and the interest. They may what a member may, and nothing that staff may: a mail is
 * passed on more easily than a session.
 * @returns undefined for a token that is not known
 */
export async function findAnswerer(db: Db, token: string): Promise<{ viewer: Viewer; interestId: string } | undefined> {
  const [row] = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      emailVerifiedAt: users.emailVerifiedAt,
      interestId: interestAlerts.interestId,
      memberships: sql<Record<string, MemberRole>>`(
        select coalesce(json_object_agg(m.organisation_id, m.role), '{}') from memberships m where m.user_id = ${users.id})`,
    })
    .from(interestAlerts)
    .innerJoin(users, eq(users.id, interestAlerts.userId))
    .where(eq(interestAlerts.token, token));
  if (!row) return undefined;
  const { interestId, emailVerifiedAt, memberships, ...person } = row;
  const viewer = {
    ...person,
    isStaff: false,
    isReviewer: false,
    sessionId: '',
    emailVerified: emailVerifiedAt !== null,
    memberships: new Map(Object.entries(memberships)),
  };
  return { viewer, interestId };
}
