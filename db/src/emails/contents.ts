// What mail says of people and listings, read when it is sent.
import type { ListingState } from '@exchange/contracts';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { memberships, users } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { listings } from '../listings/tables.ts';
import { matches } from '../matching/tables.ts';
import { organisations } from '../organisations/tables.ts';

/** Who a message greets, and the key of the link that stops all their alerts. */
export interface Reader {
  name: string;
  unsubscribeToken: string;
}

/** Those of the people who are still there, by id. */
export async function listReaders(db: Db, userIds: readonly string[]): Promise<Map<string, Reader>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .select({ id: users.id, name: users.name, unsubscribeToken: users.unsubscribeToken })
    .from(users)
    .where(inArray(users.id, [...new Set(userIds)]));
  return new Map(rows.map(({ id, ...reader }) => [id, reader]));
}

export interface ListingForWriter {
  title: string | null;
  slug: string | null;
  state: ListingState;
  organisationName: string;
  /** Interests it fits. */
  matches: number;
}

/** A listing as its writer is told of it. @returns undefined when it has gone, or the person may no longer read it */
export async function findListingForWriter(
  db: Db,
  listingId: string,
  userId: string,
): Promise<ListingForWriter | undefined> {
  const [row] = await db
    .select({
      title: listings.title,
      slug: listings.slug,
      state: listings.state,
      organisationName: organisations.name,
      matches: sql<number>`(${db
        .select({ count: sql`count(*)::int` })
        .from(matches)
        .where(and(eq(matches.listingId, listings.id), isNull(matches.endedAt)))})`,
    })
    .from(listings)
    .innerJoin(organisations, eq(organisations.id, listings.organisationId))
    .innerJoin(users, eq(users.id, userId))
    .leftJoin(memberships, and(eq(memberships.organisationId, organisations.id), eq(memberships.userId, userId)))
    .where(and(eq(listings.id, listingId), sql`(${memberships.userId} is not null or ${users.isStaff})`));
  return row;
}
