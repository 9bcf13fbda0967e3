// An organisation's matches by listing: a listing that several of its interests found is one row, with all of them.
import type { AskKind, Match, MatchCounts, MatchedListing, MatchState } from '@exchange/contracts';
import { inArray, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { selectMatches } from './queries.ts';
import { matches } from './tables.ts';

export interface MatchedListingFilter {
  organisationId: string;
  /** Without it, all but the dismissed ones. */
  state?: MatchState | undefined;
  interestId?: string | undefined;
  /** A kind of ask that fits. */
  ask?: AskKind | undefined;
  /** 0–100. */
  minScore: number;
}

/** What the last row shown was sorted by: its best score, and the id of its newest match. */
export interface MatchedListingKey {
  score: number;
  id: string;
}

export interface MatchedListingPage {
  limit: number;
  sort: 'best' | 'newest';
  after?: MatchedListingKey | undefined;
}

/** SQL: the organisation's matches that can be seen and meet all of the filter but the state. */
const mine = ({ organisationId, interestId, ask, minScore }: MatchedListingFilter): SQL => sql`
  select m.id, m.listing_id, m.score, m.state
  from interests i
  join matches m on m.interest_id = i.id and m.ended_at is null and m.score >= ${minScore}
  join listings l on l.id = m.listing_id and l.state = 'published'
  where i.organisation_id = ${organisationId}
    ${interestId === undefined ? sql`` : sql`and i.id = ${interestId}`}
    ${ask === undefined ? sql`` : sql`and m.reasons @> ${JSON.stringify([{ code: 'ask_fits', asks: [ask] }])}::jsonb`}`;

/**
 * A page of listings with their matches. A listing is there when one of its matches is in the state asked for; shown with it are all
 * of its matches that were not dismissed (or, of the dismissed, those that were).
 * @returns each with the key by which the next page goes on
 */
export async function listMatchedListings(
  db: Db,
  filter: MatchedListingFilter,
  page: MatchedListingPage,
): Promise<(MatchedListing & { key: MatchedListingKey })[]> {
  const { state } = filter;
  const { after, sort, limit } = page;
  const shown = state === 'dismissed' ? sql`state = 'dismissed'` : sql`state <> 'dismissed'`;
  const sorted = sort === 'best' ? sql`(best, newest)` : sql`newest`;
  const rest = after && (sort === 'best' ? sql`(${after.score}::int, ${after.id}::uuid)` : sql`${after.id}::uuid`);
  const { rows } = await db.execute<{ ids: string[]; best: number; newest: string }>(sql`
    select ids, best, newest from (
      select array_agg(id) as ids, max(score)::int as best, (array_agg(id order by id desc))[1] as newest
      from (${mine(filter)}) mine where ${shown}
      group by listing_id
      ${state === undefined ? sql`` : sql`having bool_or(state = ${state})`}
    ) grouped
    ${rest ? sql`where ${sorted} < ${rest}` : sql``}
    order by ${sort === 'best' ? sql`best desc, newest desc` : sql`newest desc`}
    limit ${limit}`);
  const ids = rows.flatMap((row) => row.ids);
  if (ids.length === 0) return [];
  const found = await selectMatches(db, inArray(matches.id, ids), 'interest', ids.length);
  const byId = new Map(found.map(({ match }) => [match.id, match]));
  return rows.flatMap((row) => {
    const group = row.ids.flatMap((id) => byId.get(id) ?? []).sort(bestFirst);
    const [first] = group;
    if (!first) return [];
    return [
      {
        listing: first.listing,
        score: row.best,
        matches: group.map(ofListing),
        key: { score: row.best, id: row.newest },
      },
    ];
  });
}

const bestFirst = (a: Match, b: Match) => b.score - a.score || (a.id < b.id ? 1 : -1);

function ofListing({ listing: _, interest, ...match }: Match): MatchedListing['matches'][number] {
  if (!interest) throw new Error(`match ${match.id} is of no interest`);
  return { ...match, interest };
}

/** How many listings are in each state, with the other filters as they are. */
export async function countMatchedListings(db: Db, filter: MatchedListingFilter): Promise<MatchCounts> {
  const { rows } = await db.execute<MatchCounts & Record<string, unknown>>(sql`
    select count(distinct listing_id) filter (where state <> 'dismissed')::int as open,
      count(distinct listing_id) filter (where state = 'new')::int as new,
      count(distinct listing_id) filter (where state = 'seen')::int as seen,
      count(distinct listing_id) filter (where state = 'shortlisted')::int as shortlisted,
      count(distinct listing_id) filter (where state = 'dismissed')::int as dismissed
    from (${mine(filter)}) mine`);
  const [counts] = rows;
  if (!counts) throw new Error('the database counted nothing');
  return counts;
}
