// Reading listings, beginning and deleting drafts, and what every change of one begins with. Editing stands in edit-service.
import {
  problemsBeforeSubmit,
  type ContentChoice,
  type CreateListingBody,
  type FieldProblem,
  type HistoryEntry,
  type Listing,
  type ListingContent,
  type ListingState,
  type OwnListings,
  type PageRequest,
  type PendingRevision,
} from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import {
  countOwnListings,
  deleteListing,
  findListing,
  insertListing,
  listOwnListings as selectOwnListings,
  lockListing,
  type ListingControl,
  type StoredListing,
} from '@exchange/db/listings/queries';
import { countView } from '@exchange/db/listings/queries-views';
import { findOpenRevision, withChanges, type RevisionRow } from '@exchange/db/listings/queries-revisions';
import { listFiles } from '@exchange/db/files/queries';
import { listAuditEntries, recordAudit } from '@exchange/db/moderation/queries';
import { findOrganisation } from '@exchange/db/organisations/queries';
import { listKnownCodes } from '@exchange/db/reference/queries';
import { canWriteFor } from '../accounts/policy.ts';
import type { Context } from '../context.ts';
import { conflict, forbidden, invalid, notFound } from '../errors.ts';
import { requireOwnFiles } from '../files/own-files.ts';
import { getOrganisation, requireMember, requireVerified, unknownOrganisation } from '../organisations/service.ts';
import { readCursor, toPage } from '../paging.ts';
import { problemsOfCodes } from '../reference/service.ts';
import { IdKey, TimeKey } from '../requests.ts';
import {
  allowedIn,
  canDo,
  canRead,
  canReadHistory,
  canReadInside,
  reviewing,
  subjectOf,
  type ListingAction,
} from './policy.ts';

export const unknownListing = () => notFound('This listing');

/** What everybody is shown. */
export function toPublicView({
  regionsOfLocalAuthorities: _,
  reviewNote: __,
  publishAt: ___,
  ...shown
}: StoredListing): Listing {
  return shown;
}

/** What this person is shown: the reviewers' note and the pending revision are for members and staff. */
export async function toView(
  db: Db,
  listing: StoredListing,
  viewer: Viewer | undefined,
  content: ContentChoice = 'public',
): Promise<Listing> {
  const shown = toPublicView(listing);
  if (!canReadInside(viewer, subjectOf(listing))) return shown;
  const { reviewNote, publishAt } = listing;
  const open = await findOpenRevision(db, listing.id);
  const read = open && content === 'pending' ? await pendingContent(db, shown, open) : shown;
  return { ...read, reviewNote, publishAt, pendingRevision: open ? toPending(open) : null };
}

/** What the pending revision says over the page, with the files that it names. */
async function pendingContent(db: Db, listing: Listing, open: RevisionRow): Promise<Listing> {
  const read = withChanges(listing, open);
  if (!open.changes.pictures && !open.changes.documents) return read;
  const named = [...read.pictures, ...read.documents].map(({ fileId }) => fileId);
  return { ...read, files: await listFiles(db, listing.id, named) };
}

function toPending({ number, state, changed, material, note, submittedAt, updatedAt }: RevisionRow): PendingRevision {
  return {
    number,
    state: state === 'in_review' ? 'in_review' : 'draft',
    changed,
    material,
    note,
    submittedAt: submittedAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
  };
}

/** @param content `pending` shows its members, and staff, the pending revision over what is public */
export async function getListing(
  context: Context,
  viewer: Viewer | undefined,
  idOrSlug: string,
  content: ContentChoice = 'public',
): Promise<Listing> {
  const listing = await findListing(context.db, idOrSlug);
  if (!listing || !canRead(viewer, subjectOf(listing))) throw unknownListing();
  return toView(context.db, listing, viewer, content);
}

/** Codes of the tables must exist; the rest of a draft was checked by its schema. */
export async function requireKnownCodes(db: Db, content: ListingContent): Promise<void> {
  if (!content.serviceAreas?.length && !content.localAuthorities?.length) return;
  const problems = problemsOfCodes(content, await listKnownCodes(db));
  if (problems.length > 0) throw invalid(problems);
}

export async function createListing(context: Context, viewer: Viewer, body: CreateListingBody): Promise<Listing> {
  requireVerified(viewer);
  const { organisationId, ...content } = body;
  const organisation = await findOrganisation(context.db, organisationId);
  if (!organisation) throw unknownOrganisation();
  if (!canWriteFor(viewer, organisationId))
    throw forbidden(`Only owners and editors of ${organisation.name} write listings for it.`);
  await requireKnownCodes(context.db, content);
  await requireOwnFiles(context.db, undefined, content);
  return context.db.transaction(async (trx) => {
    const id = await insertListing(trx, { organisationId, createdBy: viewer.id }, content);
    await recordAudit(trx, { action: 'listing.created', actor: viewer, subjectKind: 'listing', subjectId: id });
    return view(trx, viewer, id);
  });
}

/** Reads a listing again within the transaction that changed it. */
export async function view(db: Db, viewer: Viewer, id: string, content?: ContentChoice): Promise<Listing> {
  const listing = await findListing(db, id);
  if (!listing) throw unknownListing();
  return toView(db, listing, viewer, content);
}

const named: Readonly<Record<string, string>> = { in_review: 'in review', changes_requested: 'waiting for changes' };

export function wrongState(listing: ListingControl, hint: string): Error {
  return conflict('INVALID_STATE', `This listing is ${named[listing.state] ?? listing.state}: ${hint}`);
}

/** Locks a listing for somebody who may do this with it; the state is for the caller to check. */
export async function lockFor(db: Db, viewer: Viewer, action: ListingAction, id: string): Promise<ListingControl> {
  const listing = await lockListing(db, id);
  if (!listing || !canRead(viewer, listing)) throw unknownListing();
  if (!canDo(viewer, action, listing))
    throw forbidden(
      reviewing.has(action)
        ? 'Reviewing is for the exchange team.'
        : action === 'transfer'
          ? 'Only an owner of its organisation hands a listing on.'
          : 'Only owners and editors of its organisation may do this.',
    );
  return listing;
}

/** 422 with every missing part at once. A listing of an imported catalogue needs less. */
export function requireComplete(listing: Listing): void {
  const problems: FieldProblem[] = problemsBeforeSubmit(listing, { catalogue: listing.sourceId !== null });
  if (problems.length > 0)
    throw invalid(problems, 'LISTING_INCOMPLETE', 'This listing is not complete: see the fields.');
}

export async function deleteDraft(context: Context, viewer: Viewer, id: string): Promise<void> {
  await context.db.transaction(async (trx) => {
    const listing = await lockFor(trx, viewer, 'delete', id);
    if (!allowedIn.delete.includes(listing.state))
      throw wrongState(listing, 'only a draft is deleted; archive it instead.');
    await recordAudit(trx, {
      action: 'listing.deleted',
      actor: viewer,
      subjectKind: 'listing',
      subjectId: id,
      details: { title: listing.title },
    });
    await deleteListing(trx, id);
  });
}

export async function listOwnListings(
  context: Context,
  viewer: Viewer,
  slug: string,
  page: PageRequest & { state?: ListingState },
): Promise<OwnListings> {
  const organisation = await getOrganisation(context.db, slug);
  requireMember(viewer, organisation.id);
  const key = readCursor(page.cursor, TimeKey);
  const rows = await selectOwnListings(context.db, organisation.id, {
    limit: page.limit + 1,
    after: key && { updatedAt: new Date(key.at), id: key.id },
    state: page.state,
    now: context.now(),
  });
  const counts = await countOwnListings(context.db, organisation.id);
  return { ...toPage(rows, page.limit, ({ updatedAt, id }) => ({ at: updatedAt, id })), counts };
}

/** Who did what to a listing, newest first; for its organisation and staff. */
export async function listHistory(
  context: Context,
  viewer: Viewer,
  id: string,
  page: PageRequest,
): Promise<{ items: HistoryEntry[]; nextCursor: string | null }> {
  const listing = await findListing(context.db, id);
  const subject = listing && subjectOf(listing);
  if (!subject || !canRead(viewer, subject)) throw unknownListing();
  if (!canReadHistory(viewer, subject)) throw forbidden('The history is for members of the organisation.');
  const key = readCursor(page.cursor, IdKey);
  const rows = await listAuditEntries(context.db, { subject: listing.id, before: key?.id, limit: page.limit + 1 });
  const items = rows.map(({ id: entry, at, action, actor, details }) => ({ id: entry, at, action, actor, details }));
  return toPage(items, page.limit, (last) => ({ id: last.id }));
}

/** Counts one opening of a public page that the web tells of. What its own members and the team open is not counted. */
export async function recordView(context: Context, viewer: Viewer | undefined, id: string): Promise<void> {
  const listing = await findListing(context.db, id);
  if (listing?.state !== 'published') throw unknownListing();
  if (!canReadInside(viewer, subjectOf(listing))) await countView(context.db, listing.id, context.now());
}
