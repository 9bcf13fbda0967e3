// Builds interests for tests and the bench.
import { eq } from 'drizzle-orm';
import { users } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { createInterest, type NewInterest } from './queries.ts';

/**
 * An interest in everything, mailed at once, unless told.
 * @param given.organisationId whose it is; @param given.userId whose alert it has (a member, for mail to go out)
 * @returns its id
 */
export async function anInterest(
  db: Db,
  given: Partial<NewInterest> & { organisationId: string; userId: string },
): Promise<string> {
  const { userId, ...rest } = given;
  const [user] = await db.select({ name: users.name }).from(users).where(eq(users.id, userId));
  return createInterest(
    db,
    { name: 'What we want to hear about', criteria: {}, frequency: 'instant', ...rest },
    { id: userId, name: user?.name ?? 'Somebody' },
  );
}
