// What a mail about matches is made from, read when it is sent: who may no longer be told is left out then.
import type { ListingCard, Match } from '@exchange/contracts';
import { and, desc, eq, inArray, isNull, ne } from 'drizzle-orm';
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

/**
 * Listings in the order of `listingIds`, each with the person's interests that it fits. Left out is what is no longer so: the listing is not
 * published, the match has ended or was dismissed, the person has left the organisation, or the alert was switched off.
 */
export async function listMatchesForEmail(
  db: Db,
  userId: string,
  listingIds: readonly string[],
): Promise<ListingForEmail[]> {
  if (listingIds.length === 0) return [];
  const rows = await db
    .select({
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
    .innerJoin(interestAlerts, and(eq(interestAlerts.interestId, interests.id), eq(interestAlerts.userId, userId)))
    .innerJoin(
      memberships,
      and(eq(memberships.organisationId, interests.organisationId), eq(memberships.userId, userId)),
    )
    .where(
      and(
        inArray(matches.listingId, [...listingIds]),
        isNull(matches.endedAt),
        ne(matches.state, 'dismissed'),
        ne(interestAlerts.frequency, 'off'),
      ),
    )
    .orderBy(desc(matches.score), desc(matches.id));
  const dressed = await dress(db, rows, 'interest');
  return [...new Set(listingIds)].flatMap((id) => {
    const ofListing = dressed.filter(({ listingId }) => listingId === id);
    const [first] = ofListing;
    if (!first) return [];
    return [{ listing: first.listing, matches: ofListing.map(({ listing: _, listingId: __, ...rest }) => rest) }];
  });
}
