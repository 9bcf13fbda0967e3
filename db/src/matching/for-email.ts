// What a mail about matches is made from, read when it is sent: who may no longer be told is left out then.
import type { ListingCard, Match, StoredNearMiss, StoredReason } from '@exchange/contracts';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { memberships } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { interestAlerts, interests } from '../interests/tables.ts';
import { organisations } from '../organisations/tables.ts';
import { dress } from './queries.ts';
import { isNews } from './news.ts';

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
  /** Whether they may say that it is not for them: viewers only read. */
  mayDismiss: boolean;
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
      role: memberships.role,
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

interface Pair {
  userId: string;
  listingId: string;
  interestId: string;
}
type PairRow = Pair & {
  matchId: string;
  score: number;
  reasons: StoredReason[];
  nearMiss: StoredNearMiss[];
};

/** Matches of these pairs that fit and are news to the person, the best first. */
async function listPairs(db: Db, pairs: readonly Pair[]): Promise<PairRow[]> {
  const column = (name: keyof Pair) => sql.param(pairs.map((pair) => pair[name]));
  const { rows } = await db.execute<PairRow & Record<string, unknown>>(sql`
    select wanted.user_id as "userId", m.id as "matchId", m.listing_id as "listingId", m.interest_id as "interestId", m.score,
      m.reasons, m.near_miss as "nearMiss"
    from unnest(${column('userId')}::uuid[], ${column('listingId')}::uuid[], ${column('interestId')}::uuid[])
      as wanted (user_id, listing_id, interest_id)
    join matches m on (m.listing_id, m.interest_id) = (wanted.listing_id, wanted.interest_id) and m.ended_at is null
    join interests i on i.id = m.interest_id
    where ${isNews(sql`wanted.user_id`)}
    order by m.score desc, m.id desc`);
  return rows;
}

/**
 * For each of `wanted`: its listings in the order given, each with the person's interests that it fits; a handful of queries however many
 * people. Left out is what is no longer so: the listing is not published, the match has ended or is no news any more (they saw or dismissed
 * it), the person has left the organisation, or the alert was switched off.
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
      (alerts.get(userId) ?? []).map(({ interest }) => ({ userId, listingId, interestId: interest.id })),
    ),
  );
  const found = pairs.length > 0 ? await dress(db, await listPairs(db, pairs), 'interest') : [];
  const ofPerson = Map.groupBy(found, ({ userId, listingId }) => `${userId} ${listingId}`);
  return wanted.map(({ userId, listingIds }) => {
    const own = new Map((alerts.get(userId) ?? []).map((alert) => [alert.interest.id, alert]));
    return [...new Set(listingIds)].flatMap((id) => {
      const fitting = (ofPerson.get(`${userId} ${id}`) ?? []).flatMap((match) => {
        const alert = own.get(match.interestId);
        if (!alert) return [];
        const { interest, unsubscribeToken, role } = alert;
        return [{ ...match, interest, unsubscribeToken, mayDismiss: role !== 'viewer' }];
      });
      const [first] = fitting;
      if (!first) return [];
      return [
        {
          listing: first.listing,
          matches: fitting.map(({ listing: _, listingId: __, interestId: ___, userId: ____, ...match }) => match),
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
