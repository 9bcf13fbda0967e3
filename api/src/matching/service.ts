// Matches, for both sides: the interest's side acts on them, the listing's side sees who is interested and why.
import type {
  DismissBody,
  MarkMatchesBody,
  Match,
  MatchCounts,
  MatchedListing,
  MatchedListingQuery,
  MatchMark,
  MatchQuery,
} from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import * as byListing from '@exchange/db/matching/by-listing';
import * as matches from '@exchange/db/matching/queries';
import { putOnDefaultShortlist } from '@exchange/db/shortlists/queries';
import type { Context } from '../context.ts';
import { forbidden, notFound } from '../errors.ts';
import { canReadInterests, canWriteInterests, sideOf } from '../interests/policy.ts';
import { getOrganisation } from '../organisations/service.ts';
import { readCursor, toPage } from '../paging.ts';
import { IdKey, ScoreKey } from '../requests.ts';

const unknownMatch = () => notFound('This match');

async function requireReadable({ db }: Context, viewer: Viewer, slugOrId: string) {
  const organisation = await getOrganisation(db, slugOrId);
  if (!canReadInterests(viewer, organisation.id))
    throw forbidden('An organisation’s matches are seen by its members only.');
  return organisation;
}

export async function listMatches(
  context: Context,
  viewer: Viewer,
  query: MatchQuery,
): Promise<{ items: Match[]; nextCursor: string | null }> {
  const { db } = context;
  const organisation = await requireReadable(context, viewer, query.organisation);
  const { side, state, interest: interestId, listing: listingId, limit } = query;
  const after = readCursor(query.cursor, IdKey)?.id;
  const filter = { organisationId: organisation.id, side, state, interestId, listingId };
  const rows = await matches.listMatches(db, filter, { limit: limit + 1, after });
  return toPage(rows, limit, ({ id }) => ({ id }));
}

/** The same for the interests' side, each listing once with all its matches, and how many there are in each state. */
export async function listMatchedListings(
  context: Context,
  viewer: Viewer,
  query: MatchedListingQuery,
): Promise<{ items: MatchedListing[]; nextCursor: string | null; counts: MatchCounts }> {
  const { db } = context;
  const organisation = await requireReadable(context, viewer, query.organisation);
  const { state, interest: interestId, ask, minScore, sort, limit } = query;
  const after = readCursor(query.cursor, ScoreKey);
  const filter = { organisationId: organisation.id, state, interestId, ask, minScore };
  const rows = await byListing.listMatchedListings(db, filter, { limit: limit + 1, sort, after });
  const { items, nextCursor } = toPage(rows, limit, ({ key }) => key);
  return {
    items: items.map(({ key: _, ...item }) => item),
    nextCursor,
    counts: await byListing.countMatchedListings(db, filter),
  };
}

/** In the words of the side the viewer is on. */
export async function getMatch({ db }: Context, viewer: Viewer, id: string): Promise<Match> {
  const found = await matches.findMatch(db, id, 'interest');
  const side = found && sideOf(viewer, found);
  const seen = side === 'listing' ? await matches.findMatch(db, id, side) : side && found;
  if (!seen) throw unknownMatch();
  return seen.match;
}

type Change = matches.MatchChange;

/** Unknown and hidden matches answer alike, and then nothing is marked at all. */
async function requireMarkable({ db }: Context, viewer: Viewer, ids: readonly string[]): Promise<Map<string, string>> {
  const owners = new Map((await matches.listMatchOwners(db, ids)).map((owner) => [owner.id, owner]));
  const found = ids.map((id) => owners.get(id));
  if (found.some((owner) => !owner || !sideOf(viewer, owner))) throw unknownMatch();
  if (found.some((owner) => owner && !canWriteInterests(viewer, owner.interestOrganisationId)))
    throw forbidden('Only an owner or editor of the organisation whose interest it is does this.');
  return new Map([...owners].map(([id, owner]) => [id, owner.interestOrganisationId]));
}

async function markAll(context: Context, viewer: Viewer, ids: readonly string[], change: Change): Promise<number> {
  const owners = await requireMarkable(context, viewer, ids);
  return context.db.transaction(async (trx) => {
    const changed = await matches.markMatches(trx, ids, change, viewer);
    if (change.state === 'shortlisted') {
      const places = new Map(
        changed.map(({ id, listingId }) => {
          const organisationId = owners.get(id) ?? '';
          return [`${organisationId} ${listingId}`, { organisationId, listingId }];
        }),
      );
      // In one order, whoever marks: two who put the same listings there never wait for each other.
      for (const [, place] of [...places].sort(([one], [other]) => (one < other ? -1 : 1)))
        await putOnDefaultShortlist(trx, place, viewer);
    }
    return changed.length;
  });
}

async function mark(context: Context, viewer: Viewer, id: string, change: Change): Promise<Match> {
  await markAll(context, viewer, [id], change);
  return getMatch(context, viewer, id);
}

/** A code of the list, or one's own words; a note follows it. */
const reasonOf = (reason = '', note?: string) => (note ? `${reason}: ${note}` : reason);

export const markSeen = (context: Context, viewer: Viewer, id: string) => mark(context, viewer, id, { state: 'seen' });

export const shortlist = (context: Context, viewer: Viewer, id: string) =>
  mark(context, viewer, id, { state: 'shortlisted' });

export const dismiss = (context: Context, viewer: Viewer, id: string, { reason, note }: DismissBody) =>
  mark(context, viewer, id, { state: 'dismissed', reason: reasonOf(reason, note) });

/** Takes back that a match was shortlisted or dismissed. */
export const reopen = (context: Context, viewer: Viewer, id: string) =>
  mark(context, viewer, id, { state: 'seen', reopened: true });

/** The same for several matches at once: all, or none where one may not be marked. @returns how many changed */
export async function markMatches(
  context: Context,
  viewer: Viewer,
  { ids, mark: verb, reason, note }: MarkMatchesBody,
): Promise<{ changed: number }> {
  const changes: Record<MatchMark, Change> = {
    seen: { state: 'seen' },
    shortlist: { state: 'shortlisted' },
    dismiss: { state: 'dismissed', reason: reasonOf(reason, note) },
    reopen: { state: 'seen', reopened: true },
  };
  return { changed: await markAll(context, viewer, [...new Set(ids)], changes[verb]) };
}
