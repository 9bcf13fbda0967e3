// Matches, for both sides: the interest's side acts on them, the listing's side sees who is interested and why.
import type { DismissBody, Match, MatchQuery } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import * as matches from '@exchange/db/matching/queries';
import { putOnDefaultShortlist } from '@exchange/db/shortlists/queries';
import type { Context } from '../context.ts';
import { forbidden, notFound } from '../errors.ts';
import { canReadInterests, canWriteInterests, sideOf } from '../interests/policy.ts';
import { getOrganisation } from '../organisations/service.ts';
import { readCursor, toPage } from '../paging.ts';
import { IdKey } from '../requests.ts';

const unknownMatch = () => notFound('This match');

export async function listMatches(
  context: Context,
  viewer: Viewer,
  query: MatchQuery,
): Promise<{ items: Match[]; nextCursor: string | null }> {
  const { db } = context;
  const organisation = await getOrganisation(db, query.organisation);
  if (!canReadInterests(viewer, organisation.id))
    throw forbidden('An organisation’s matches are seen by its members only.');
  const { side, state, interest: interestId, listing: listingId, limit } = query;
  const after = readCursor(query.cursor, IdKey)?.id;
  const filter = { organisationId: organisation.id, side, state, interestId, listingId };
  const rows = await matches.listMatches(db, filter, { limit: limit + 1, after });
  return toPage(rows, limit, ({ id }) => ({ id }));
}

/** In the words of the side the viewer is on. */
export async function getMatch({ db }: Context, viewer: Viewer, id: string): Promise<Match> {
  const found = await matches.findMatch(db, id, 'interest');
  const side = found && sideOf(viewer, found);
  const seen = side === 'listing' ? await matches.findMatch(db, id, side) : side && found;
  if (!seen) throw unknownMatch();
  return seen.match;
}

type Change = Parameters<typeof matches.setMatchState>[2];

async function mark(context: Context, viewer: Viewer, id: string, change: Change): Promise<Match> {
  const { db } = context;
  const found = await matches.findMatch(db, id, 'interest');
  if (!found || !sideOf(viewer, found)) throw unknownMatch();
  if (!canWriteInterests(viewer, found.interestOrganisationId))
    throw forbidden('Only an owner or editor of the organisation whose interest it is does this.');
  await db.transaction(async (trx) => {
    await matches.setMatchState(trx, id, change, viewer);
    const place = { organisationId: found.interestOrganisationId, listingId: found.match.listing.id };
    if (change.state === 'shortlisted') await putOnDefaultShortlist(trx, place, viewer);
  });
  return getMatch(context, viewer, id);
}

export const markSeen = (context: Context, viewer: Viewer, id: string) => mark(context, viewer, id, { state: 'seen' });

export const shortlist = (context: Context, viewer: Viewer, id: string) =>
  mark(context, viewer, id, { state: 'shortlisted' });

export const dismiss = (context: Context, viewer: Viewer, id: string, { reason, note }: DismissBody) =>
  mark(context, viewer, id, { state: 'dismissed', reason: note ? `${reason}: ${note}` : reason });
