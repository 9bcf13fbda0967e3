// Editing a listing: in place, or beside the page that stands. Nothing unreviewed becomes public unless its organisation is trusted.
import type { Listing, ListingContent, UpdateListingBody } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import {
  saveListingContent,
  touchListing,
  updateListingState,
  type ListingControl,
} from '@exchange/db/listings/queries';
import { recordPublicContent, saveRevision, type RevisionRow } from '@exchange/db/listings/queries-revisions';
import { recordEdit } from '@exchange/db/moderation/queries';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { canWriteFor } from '../accounts/policy.ts';
import type { Context } from '../context.ts';
import { staleVersion } from '../errors.ts';
import { requireOwnFiles } from '../files/own-files.ts';
import { canEditIn, changesAtOnce } from './policy.ts';
import { keepPublicContent, openRevisionOf, present } from './revision-service.ts';
import { lockFor, requireComplete, requireKnownCodes, view, wrongState } from './service.ts';
import { followTitle } from './slug.ts';

interface Edit {
  trx: Db;
  viewer: Viewer;
  listing: ListingControl;
  now: Date;
}

const editHints: Readonly<Record<string, string>> = {
  in_review: 'wait for the reviewers, who will publish it or ask for changes.',
  archived: 'take it out of the archive first.',
};

/**
 * Changes the parts given. What is public stays as it is while a revision waits beside it; staff and trusted organisations change
 * it at once. A paused listing whose content changes goes through review when it is resumed.
 */
export async function updateListing(
  context: Context,
  viewer: Viewer,
  id: string,
  { version, ...content }: UpdateListingBody,
): Promise<Listing> {
  return context.db.transaction(async (trx) => {
    const listing = await lockFor(trx, viewer, 'edit', id);
    if (version !== listing.version) throw staleVersion(listing.version);
    return applyEdit(context, trx, viewer, listing, content);
  });
}

/** The same within the transaction of somebody who holds the listing's lock, whatever its version. */
export async function applyEdit(
  context: Context,
  trx: Db,
  viewer: Viewer,
  listing: ListingControl,
  content: ListingContent,
): Promise<Listing> {
  if (!canEditIn(listing.state, { isStaff: viewer.isStaff }))
    throw wrongState(listing, editHints[listing.state] ?? 'it cannot be changed now.');
  await requireKnownCodes(trx, content);
  await requireOwnFiles(trx, listing.id, content);
  const open = await openRevisionOf(trx, listing);
  const isTrusted = listing.isTrusted && canWriteFor(viewer, listing.organisationId);
  const by = { isStaff: viewer.isStaff, isTrusted, hasOpenRevision: open !== undefined };
  const edit: Edit = { trx, viewer, listing, now: context.now() };
  if (open || (listing.state === 'published' && !changesAtOnce(by))) return revise(edit, open, content);
  return changeInPlace(edit, content);
}

async function note({ trx, viewer, listing, now }: Edit, action: string, changed: readonly string[]): Promise<void> {
  await recordEdit(trx, { action, actor: viewer, subjectKind: 'listing', subjectId: listing.id, changed, now });
}

/** Writes into the pending revision of a listing that has a page, which stays as it is. */
async function revise(edit: Edit, open: RevisionRow | undefined, content: ListingContent): Promise<Listing> {
  const { trx, viewer, listing, now } = edit;
  if (open?.state === 'in_review' && !viewer.isStaff)
    throw wrongState(listing, 'its changes are in review. Take them back first, or wait for the reviewers.');
  await keepPublicContent(trx, listing.id, now);
  const changed = await saveRevision(trx, await present(trx, listing.id), open, viewer, content);
  if (changed.length > 0) {
    await touchListing(trx, listing.id);
    await note(edit, 'listing.revision_changed', changed);
  }
  return view(trx, viewer, listing.id, 'pending');
}

async function changeInPlace(edit: Edit, content: ListingContent): Promise<Listing> {
  const { trx, viewer, listing, now } = edit;
  const isPublic = listing.state === 'published';
  if (isPublic) await keepPublicContent(trx, listing.id, now);
  const { changed, isMaterial } = await saveListingContent(trx, listing.id, content);
  if (changed.length === 0) return view(trx, viewer, listing.id);
  const after = await present(trx, listing.id);
  await followTitle(trx, after, changed);
  if (isPublic || listing.state === 'in_review') requireComplete(after);
  await note(edit, 'listing.changed', changed);
  if (isPublic) {
    await recordPublicContent(trx, after, viewer, now);
    await appendToOutbox(trx, isMaterial ? 'listing.published' : 'listing.changed', { listingId: listing.id });
  }
  const reviewsOnResume = listing.state === 'paused' && !viewer.isStaff && !listing.isTrusted && !listing.needsReview;
  if (reviewsOnResume) await updateListingState(trx, listing.id, { state: 'paused', needsReview: true });
  return view(trx, viewer, listing.id);
}
