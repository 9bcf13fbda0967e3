// Shortlists: what members of an organisation keep together. Hidden and unknown answer alike, to staff too.
import {
  MOST_SHORTLISTED,
  type AddToShortlistBody,
  type CreateShortlistBody,
  type Shortlist,
  type ShortlistItem,
  type ShortlistWithItems,
  type UpdateShortlistBody,
  type UpdateShortlistItemBody,
} from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import { findListing } from '@exchange/db/listings/queries';
import * as shortlists from '@exchange/db/shortlists/queries';
import type { Context } from '../context.ts';
import { conflict, forbidden, invalid, notFound, staleVersion } from '../errors.ts';
import { getOrganisation, unknownOrganisation } from '../organisations/service.ts';
import { readCursor, toPage } from '../paging.ts';
import { NameKey } from '../requests.ts';
import { canReadShortlists, canWriteShortlists } from './policy.ts';

const unknownShortlist = () => notFound('This shortlist');
const unknownItem = () => notFound('This listing on the shortlist');
const nameTaken = () => invalid([{ path: 'name', message: 'is the name of another shortlist of yours' }]);

async function findVisible(db: Db, viewer: Viewer, id: string): Promise<Shortlist> {
  const shortlist = await shortlists.findShortlist(db, id);
  if (!shortlist || !canReadShortlists(viewer, shortlist.organisationId)) throw unknownShortlist();
  return shortlist;
}

/** The shortlist, of one who may write it. */
async function findWritable(db: Db, viewer: Viewer, id: string): Promise<Shortlist> {
  const shortlist = await findVisible(db, viewer, id);
  requireWriter(viewer, shortlist.organisationId);
  return shortlist;
}

function requireWriter(viewer: Viewer, organisationId: string): void {
  if (!canWriteShortlists(viewer, organisationId))
    throw forbidden('Only an owner or editor of the organisation writes its shortlists.');
}

export async function listShortlists(
  { db }: Context,
  viewer: Viewer,
  query: { organisation: string; limit: number; cursor?: string | undefined },
): Promise<{ items: Shortlist[]; nextCursor: string | null }> {
  const organisation = await getOrganisation(db, query.organisation);
  if (!canReadShortlists(viewer, organisation.id)) throw unknownOrganisation();
  const after = readCursor(query.cursor, NameKey);
  const rows = await shortlists.listShortlists(db, organisation.id, { limit: query.limit + 1, after });
  return toPage(rows, query.limit, ({ name, id }) => ({ name, id }));
}

export async function createShortlist({ db }: Context, viewer: Viewer, body: CreateShortlistBody): Promise<Shortlist> {
  if (!canReadShortlists(viewer, body.organisationId)) throw unknownOrganisation();
  requireWriter(viewer, body.organisationId);
  const id = await shortlists.insertShortlist(db, body, viewer);
  if (id === undefined) throw nameTaken();
  return findVisible(db, viewer, id);
}

export async function getShortlist({ db }: Context, viewer: Viewer, id: string): Promise<ShortlistWithItems> {
  const shortlist = await findVisible(db, viewer, id);
  return { ...shortlist, items: await shortlists.listShortlistItems(db, id) };
}

export async function renameShortlist(
  { db }: Context,
  viewer: Viewer,
  id: string,
  body: UpdateShortlistBody,
): Promise<Shortlist> {
  await findWritable(db, viewer, id);
  const outcome = await shortlists.renameShortlist(db, id, body, viewer);
  if (outcome === undefined) throw unknownShortlist();
  if (outcome === 'name_taken') throw nameTaken();
  if (outcome !== 'done') throw staleVersion(outcome.currentVersion);
  return findVisible(db, viewer, id);
}

export async function deleteShortlist({ db }: Context, viewer: Viewer, id: string): Promise<void> {
  await findWritable(db, viewer, id);
  if (!(await shortlists.deleteShortlist(db, id, viewer))) throw unknownShortlist();
}

/** Adds a published listing; one that is on the list already takes over the note and tags given. */
export async function addToShortlist(
  { db }: Context,
  viewer: Viewer,
  id: string,
  body: AddToShortlistBody,
): Promise<ShortlistItem> {
  await findWritable(db, viewer, id);
  const listing = await findListing(db, body.listingId);
  if (listing?.state !== 'published')
    throw invalid([{ path: 'listingId', message: 'must be the id of a published listing' }]);
  const place = { shortlistId: id, listingId: body.listingId };
  const outcome = await shortlists.putOnShortlist(db, { ...place, note: body.note, tags: body.tags }, viewer);
  if (outcome === 'full')
    throw conflict('SHORTLIST_FULL', `A shortlist takes ${MOST_SHORTLISTED} listings: start another.`);
  return getItem(db, place);
}

async function getItem(db: Db, place: { shortlistId: string; listingId: string }): Promise<ShortlistItem> {
  const item = await shortlists.findShortlistItem(db, place);
  if (!item) throw unknownItem();
  return item;
}

export async function updateShortlistItem(
  { db }: Context,
  viewer: Viewer,
  place: { shortlistId: string; listingId: string },
  body: UpdateShortlistItemBody,
): Promise<ShortlistItem> {
  await findWritable(db, viewer, place.shortlistId);
  const outcome = await shortlists.updateShortlistItem(db, place, body, viewer);
  if (outcome === undefined) throw unknownItem();
  if (outcome !== 'done') throw staleVersion(outcome.currentVersion);
  return getItem(db, place);
}

export async function takeOffShortlist(
  { db }: Context,
  viewer: Viewer,
  place: { shortlistId: string; listingId: string },
): Promise<void> {
  await findWritable(db, viewer, place.shortlistId);
  if (!(await shortlists.takeOffShortlist(db, place, viewer))) throw unknownItem();
}
