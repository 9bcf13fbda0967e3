// Builds interests for tests and the bench.
import type { Frequency, GivenCriteria } from '@exchange/contracts';
import { eq } from 'drizzle-orm';
import { users } from '../accounts/tables.ts';
import { anOrganisation, aUser } from '../fixtures.ts';
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

/** A funder with one person in it, and `want`, which makes an interest of theirs and gives its id. */
export async function aFunder(db: Db, given: Parameters<typeof aUser>[1] = {}) {
  const user = await aUser(db, given);
  const organisation = await anOrganisation(db, { roles: ['funder'], members: [{ user, role: 'owner' }] });
  const want = (criteria: GivenCriteria = {}, frequency: Frequency = 'instant') =>
    anInterest(db, { organisationId: organisation.id, userId: user.id, criteria, frequency });
  return { user, organisation, want };
}
