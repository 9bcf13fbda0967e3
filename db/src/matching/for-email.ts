// What a mail about matches is made from, read when it is sent: who may no longer be told is left out then.
import type { ListingCard, Match } from '@exchange/contracts';
import { and, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
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

/** The alerts that are on, of people who still belong to the interest's organisation. */
async function listAlerts(db: Db, userIds: readonly string[]) {
  if (userIds.length === 0) return [];
  return db
    .select({
      userId: interestAlerts.userId,
      unsubscribeToken: interestAlerts.token,
      interest: { id: interests.id, name: interests.name, organisationName: organisations.name },
    })
    .from(interestAlerts)
    .innerJoin(interests, eq(interests.id, interestAlerts.interestId))
    .innerJoin(organisations, eq(organisations.id, interests.organisationId))
    .innerJoin(
      memberships,
      and(eq(memberships.organisationId, interests.organisationId), eq(memberships.userId, interestAlerts.userId)),
    )
    .where(and(inArray(interestAlerts.userId, [...new Set(userIds)]), ne(interestAlerts.frequency, 'off')));
}

/** Matches of these pairs that fit and were not dismissed, the best first. */
async function listPairs(db: Db, pairs: readonly { listingId: string; interestId: string }[]) {
  const listingIds = sql.param(pairs.map(({ listingId }) => listingId));
  const interestIds = sql.param(pairs.map(({ interestId }) => interestId));
  return db
    .select({
      matchId: matches.id,
      listingId: matches.listingId,
      interestId: matches.interestId,
      score: matches.score,
      reasons: matches.reasons,
      nearMiss: matches.nearMiss,
    })
    .from(matches)
    .where(
      and(
        sql`(${matches.listingId}, ${matches.interestId}) in (select * from unnest(${listingIds}::uuid[], ${interestIds}::uuid[]))`,
        isNull(matches.endedAt),
        ne(matches.state, 'dismissed'),
      ),
    )
    .orderBy(desc(matches.score), desc(matches.id));
}

/**
 * For each of `wanted`: its listings in the order given, each with the person's interests that it fits; a handful of queries however many
 * people. Left out is what is no longer so: the listing is not published, the match has ended or was dismissed, the person has left the
 * organisation, or the alert was switched off.
 * @returns one list for each of `wanted`, in its order
 */
export async function listMatchesForEmails(db: Db, wanted: readonly WantedForEmail[]): Promise<ListingForEmail[][]> {
  // People first, pairs second: in one statement the planner may begin with everybody's matches of a listing.
  const alerts = Map.groupBy(
    await listAlerts(
      db,
      wanted.map(({ userId }) => userId),
    ),
    ({ userId }) => userId,
  );
  const pairs = wanted.flatMap(({ userId, listingIds }) =>
    listingIds.flatMap((listingId) =>
      (alerts.get(userId) ?? []).map(({ interest }) => ({ listingId, interestId: interest.id })),
    ),
  );
  const found = pairs.length > 0 ? await dress(db, await listPairs(db, pairs), 'interest') : [];
  const ofListing = Map.groupBy(found, ({ listingId }) => listingId);
  return wanted.map(({ userId, listingIds }) => {
    const own = new Map((alerts.get(userId) ?? []).map((alert) => [alert.interest.id, alert]));
    return [...new Set(listingIds)].flatMap((id) => {
      const fitting = (ofListing.get(id) ?? []).flatMap((match) => {
        const alert = own.get(match.interestId);
        return alert ? [{ ...match, interest: alert.interest, unsubscribeToken: alert.unsubscribeToken }] : [];
      });
      const [first] = fitting;
      if (!first) return [];
      return [
        {
          listing: first.listing,
          matches: fitting.map(({ listing: _, listingId: __, interestId: ___, ...match }) => match),
        },
      ];
    });
  });
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
