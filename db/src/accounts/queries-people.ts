// A person as the exchange team sees them.
import { and, eq, isNotNull, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { secondFactors, sessions, users } from './tables.ts';

export interface FoundPerson {
  id: string;
  name: string;
  email: string;
  emailVerifiedAt: Date | null;
  isStaff: boolean;
  isReviewer: boolean;
  createdAt: Date;
  secondFactorSince: Date | null;
  lastSeenAt: string | null;
}

async function find(db: Db, condition: SQL): Promise<FoundPerson | undefined> {
  const [row] = await db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      emailVerifiedAt: users.emailVerifiedAt,
      isStaff: users.isStaff,
      isReviewer: users.isReviewer,
      createdAt: users.createdAt,
      secondFactorSince: secondFactors.confirmedAt,
      lastSeenAt: sql<
        string | null
      >`(select max(${sessions.lastUsedAt}) from ${sessions} where ${sessions.userId} = ${users.id})`,
    })
    .from(users)
    .leftJoin(secondFactors, eq(secondFactors.userId, users.id))
    // Whoever has left is nobody's to look up: their hash is empty.
    .where(and(condition, sql`${users.passwordHash} <> ''`));
  return row;
}

export const findPerson = (db: Db, id: string) => find(db, eq(users.id, id));

/** @param email whole, in whatever case */
export const findPersonByEmail = (db: Db, email: string) => find(db, eq(users.email, email));

/** Whether somebody has a second step that is asked for. */
export async function hasSecondFactor(db: Db, userId: string): Promise<boolean> {
  const found = await db
    .select({ userId: secondFactors.userId })
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)));
  return found.length > 0;
}
