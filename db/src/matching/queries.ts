// Matches as people see them: listed for either side, and found.
import {
  toCard,
  toNearMiss,
  toReason,
  unnamed,
  type ListingCard,
  type Match,
  type MatchState,
  type OrganisationRole,
  type Region,
  type Side,
  type StoredNearMiss,
  type StoredReason,
} from '@exchange/contracts';
import { and, desc, eq, isNull, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { interests } from '../interests/tables.ts';
import { listListingsById } from '../listings/queries.ts';
import { listings } from '../listings/tables.ts';
import { organisations } from '../organisations/tables.ts';
import { findLabels } from './labels.ts';
import { matches } from './tables.ts';
import { tellableRegion } from './unnamed.ts';

export * from './mark.ts';

/** What a person is told of a pair, before its reasons are words and its listing a card. */
interface Row {
  listingId: string;
  reasons: StoredReason[];
  nearMiss: StoredNearMiss[];
}

/**
 * Gives rows their cards and words: two small queries and at most two for labels, however many rows.
 * Rows whose listing has left the public eye are dropped.
 */
export async function dress<T extends Row>(
  db: Db,
  rows: readonly T[],
  side: Side,
): Promise<(T & Pick<Match, 'listing' | 'reasons' | 'nearMiss'>)[]> {
  const cards = await findCards(db, [...new Set(rows.map(({ listingId }) => listingId))]);
  const labels = await findLabels(
    db,
    rows.flatMap(({ reasons }) => reasons),
  );
  return rows.flatMap((row) => {
    const listing = cards.get(row.listingId);
    if (!listing) return [];
    const reasons = row.reasons.map((reason) => toReason(reason, labels, side));
    const nearMiss = row.nearMiss.map((miss) => toNearMiss(miss, side));
    return [{ ...row, listing, reasons, nearMiss }];
  });
}

async function findCards(db: Db, ids: readonly string[]): Promise<Map<string, ListingCard>> {
  const found = await listListingsById(db, ids);
  return new Map(found.filter(({ state }) => state === 'published').map((listing) => [listing.id, toCard(listing)]));
}

/** A match, with whose interest and whose listing it is: what the policy asks. */
export interface StoredMatch {
  match: Match;
  interestOrganisationId: string;
  listingOrganisationId: string;
}

/** Matches that can be seen, newest first, in the words of one side. */
export async function selectMatches(
  db: Db,
  condition: SQL | undefined,
  side: Side,
  limit: number,
): Promise<StoredMatch[]> {
  const rows = await db
    .select({
      id: matches.id,
      listingId: matches.listingId,
      score: matches.score,
      reasons: matches.reasons,
      nearMiss: matches.nearMiss,
      state: matches.state,
      createdAt: matches.createdAt,
      interest: { id: interests.id, name: interests.name, anonymous: interests.anonymous },
      organisation: { id: organisations.id, slug: organisations.slug, name: organisations.name },
      roles: organisations.roles,
      region: sql<Region | null>`case when ${interests.anonymous} then ${tellableRegion('organisations')} end`,
      listingOrganisationId: listings.organisationId,
    })
    .from(matches)
    .innerJoin(interests, eq(interests.id, matches.interestId))
    .innerJoin(organisations, eq(organisations.id, interests.organisationId))
    .innerJoin(listings, and(eq(listings.id, matches.listingId), eq(listings.state, 'published')))
    .where(and(isNull(matches.endedAt), condition))
    .orderBy(desc(matches.id))
    .limit(limit);
  const dressed = await dress(db, rows, side);
  return dressed.map((row) => ({
    interestOrganisationId: row.organisation.id,
    listingOrganisationId: row.listingOrganisationId,
    match: toMatch(row, side),
  }));
}

type Dressed = Pick<Match, 'id' | 'listing' | 'score' | 'reasons' | 'nearMiss' | 'state'> & {
  createdAt: Date;
  interest: { id: string; name: string; anonymous: boolean };
  organisation: { id: string; slug: string; name: string };
  roles: OrganisationRole[];
  region: Region | null;
};

/**
 * The listing's side sees who is interested and why (or, of who stays unnamed, only what it is), but not how the other side calls
 * its interest, nor what that side has done about the match.
 */
function toMatch(row: Dressed, side: Side): Match {
  const { id, listing, score, reasons, nearMiss, organisation, interest } = row;
  const isTheirs = side === 'listing';
  const shown = !isTheirs
    ? { id: interest.id, name: interest.name, organisation }
    : interest.anonymous
      ? { id: interest.id, name: unnamed(row.roles, row.region) }
      : { id: interest.id, name: organisation.name, organisation };
  return {
    id,
    listing,
    interest: shown,
    score,
    reasons,
    nearMiss,
    state: isTheirs ? 'new' : row.state,
    createdAt: row.createdAt.toISOString(),
  };
}

export interface MatchFilter {
  organisationId: string;
  side: Side;
  /** Without it, all but the dismissed ones. To the listing's side every match is new. */
  state?: MatchState;
  interestId?: string;
  listingId?: string;
}

/**
 * An organisation's matches that can be seen, newest first: those of its interests, or those of its listings.
 * @param page.after the id of the last one before this page
 */
export async function listMatches(
  db: Db,
  filter: MatchFilter,
  page: { limit: number; after?: string },
): Promise<Match[]> {
  const { organisationId, side, state, interestId, listingId } = filter;
  const isOurs = side === 'interest';
  if (!isOurs && state !== undefined && state !== 'new') return [];
  const condition = and(
    eq(isOurs ? interests.organisationId : listings.organisationId, organisationId),
    isOurs ? (state ? eq(matches.state, state) : ne(matches.state, 'dismissed')) : undefined,
    interestId === undefined ? undefined : eq(matches.interestId, interestId),
    listingId === undefined ? undefined : eq(matches.listingId, listingId),
    page.after === undefined ? undefined : lt(matches.id, page.after),
  );
  const rows = await selectMatches(db, condition, side, page.limit);
  return rows.map(({ match }) => match);
}

/** A match that can be seen, in the words of one side. Whether the caller may see it is for the caller to ask. */
export async function findMatch(db: Db, id: string, side: Side): Promise<StoredMatch | undefined> {
  const [row] = await selectMatches(db, eq(matches.id, id), side, 1);
  return row;
}
