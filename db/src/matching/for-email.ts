// What a mail about matches is made from, read when it is sent: who may no longer be told is left out then.
import type { ListingCard, Match } from '@exchange/contracts';
import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import { memberships } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { interestAlerts, interests } from '../interests/tables.ts';
import { organisations } from '../organisations/tables.ts';
import { dress } from './queries.ts';
import { matches } from './tables.ts';

/** One of the person's interests that a listing fits. */
export interface MatchForEmail {
  matchId: string;
  /** With the name of the organisation whose it is. */
  interest: { id: string; name: string; organisationName: string };
  score: number;
  reasons: Match['reasons'];
  nearMiss: Match['nearMiss'];
  /** The token of the link that stops this alert. */
  unsubscribeToken: string;
}

/** A listing, once, with every interest of the person that it fits, the best first. */
export interface ListingForEmail {
  listing: ListingCard;
  matches: MatchForEmail[];
}

/** What one person is to be told of. */
export interface WantedForEmail {
  userId: string;
  listingIds: readonly string[];
}

/**
 * For each of `wanted`: its listings in the order given, each with the person's interests that it fits; a handful of queries however many
 * people. Left out is what is no longer so: the listing is not published, the match has ended or was dismissed, the person has left the
 * organisation, or the alert was switched off.
 * @returns one list for each of `wanted`, in its order
 */
export async function listMatchesForEmails(db: Db, wanted: readonly WantedForEmail[]): Promise<ListingForEmail[][]> {
  const pairs = wanted.flatMap(({ userId, listingIds }) => listingIds.map((listingId) => ({ userId, listingId })));
  if (pairs.length === 0) return wanted.map(() => []);
  const users = sql.param(pairs.map(({ userId }) => userId));
  const listings = sql.param(pairs.map(({ listingId }) => listingId));
  const rows = await db
    .select({
      userId: interestAlerts.userId,
      matchId: matches.id,
      listingId: matches.listingId,
      interest: { id: interests.id, name: interests.name, organisationName: organisations.name },
      score: matches.score,
      reasons: matches.reasons,
      nearMiss: matches.nearMiss,
      unsubscribeToken: interestAlerts.token,
    })
    .from(matches)
    .innerJoin(interests, eq(interests.id, matches.interestId))
    .innerJoin(organisations, eq(organisations.id, interests.organisationId))
    .innerJoin(interestAlerts, eq(interestAlerts.interestId, interests.id))
    .innerJoin(
      memberships,
      and(eq(memberships.organisationId, interests.organisationId), eq(memberships.userId, interestAlerts.userId)),
    )
    .where(
      and(
        sql`(${interestAlerts.userId}, ${matches.listingId}) in (select * from unnest(${users}::uuid[], ${listings}::uuid[]))`,
        isNull(matches.endedAt),
        ne(matches.state, 'dismissed'),
        ne(interestAlerts.frequency, 'off'),
      ),
    )
    .orderBy(desc(matches.score), desc(matches.id));
  const dressed = Map.groupBy(await dress(db, rows, 'interest'), ({ userId, listingId }) => `${userId} ${listingId}`);
  return wanted.map(({ userId, listingIds }) =>
    [...new Set(listingIds)].flatMap((id) => {
      const ofListing = dressed.get(`${userId} ${id}`) ?? [];
      const [first] = ofListing;
      if (!first) return [];
      return [
        {
          listing: first.listing,
          matches: ofListing.map(({ listing: _, listingId: __, userId: ___, ...rest }) => rest),
        },
      ];
    }),
  );
}

/** The same for one person. */
export async function listMatchesForEmail(
  db: Db,
  userId: string,
  listingIds: readonly string[],
): Promise<ListingForEmail[]> {
  const [list = []] = await listMatchesForEmails(db, [{ userId, listingIds }]);
  return list;
}
