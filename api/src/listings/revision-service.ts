// Revisions: how what is written beside the public page is read and compared, thrown away, and gone back to.
import type { Listing, Revision, RevisionDetail } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import { listFileNames } from '@exchange/db/files/queries';
import {
  findListing,
  saveListingContent,
  touchListing,
  type ListingControl,
  type StoredListing,
} from '@exchange/db/listings/queries';
import {
  contentOf,
  findOpenRevision,
  findRevision,
  listRevisions as selectRevisions,
  recordPublicContent,
  updateRevision,
  withChanges,
  type RevisionRow,
} from '@exchange/db/listings/queries-revisions';
import { recordAudit } from '@exchange/db/moderation/queries';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { listLocalAuthorities, listServiceAreas } from '@exchange/db/reference/queries';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { conflict, forbidden, notFound } from '../errors.ts';
import { readCursor, toPage } from '../paging.ts';
import { diffContents } from './diff.ts';
import { canRead, canReadHistory, subjectOf } from './policy.ts';
import { lockFor, requireComplete, unknownListing, view, wrongState } from './service.ts';
import { followTitle } from './slug.ts';

/** A listing in one of these keeps its page while a revision waits beside it. */
const hasPage = (listing: ListingControl) => listing.state === 'published' || listing.state === 'paused';

const NumberKey = z.object({ number: z.int() });
const noRevision = () => conflict('NO_REVISION', 'No change to this listing is waiting.');

export function toRevision(row: RevisionRow): Revision {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    changed: row.changed,
    material: row.material,
    note: row.note,
    createdBy: row.createdByName,
    reviewedBy: row.reviewedByName,
    createdAt: row.createdAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}

/** The open revision of a listing that has a page; undefined where edits go into the listing itself. */
export async function openRevisionOf(db: Db, listing: ListingControl): Promise<RevisionRow | undefined> {
  return hasPage(listing) ? findOpenRevision(db, listing.id) : undefined;
}

export async function present(db: Db, id: string): Promise<StoredListing> {
  const listing = await findListing(db, id);
  if (!listing) throw unknownListing();
  return listing;
}

/** Before what is public changes: makes sure that one can go back to it. */
export async function keepPublicContent(db: Db, id: string, now: Date): Promise<void> {
  const listing = await present(db, id);
  const at = listing.publishedAt === null ? now : new Date(listing.publishedAt);
  await recordPublicContent(db, listing, { name: 'The exchange' }, at);
}

const audit = (db: Db, actor: Viewer, action: string, subjectId: string, details: Record<string, unknown>) =>
  recordAudit(db, { action, actor, subjectKind: 'listing', subjectId, details });

/**
 * Puts an open revision in the place of the page, in one transaction with what follows from it: matching looks again after a
 * material change, and only the index after any other.
 */
export async function applyRevision(
  trx: Db,
  listing: ListingControl,
  revision: RevisionRow,
  by: { reviewer: string; now: Date },
): Promise<void> {
  const before = await present(trx, listing.id);
  requireComplete(withChanges(before, revision));
  const { isMaterial } = await saveListingContent(trx, listing.id, revision.changes);
  const after = await present(trx, listing.id);
  await followTitle(trx, after, revision.changed);
  await updateRevision(trx, revision.id, {
    state: 'approved',
    before: Object.fromEntries(Object.entries(before).filter(([field]) => revision.changed.includes(field))),
    content: contentOf(after),
    reviewedByName: by.reviewer,
    decidedAt: by.now,
  });
  if (listing.state === 'published')
    await appendToOutbox(trx, isMaterial ? 'listing.published' : 'listing.changed', { listingId: listing.id });
}

/** Throws the pending revision away; the page stays. */
export async function discardRevision(context: Context, viewer: Viewer, id: string): Promise<void> {
  await context.db.transaction(async (trx) => {
    const listing = await lockFor(trx, viewer, 'edit', id);
    const revision = await openRevisionOf(trx, listing);
    if (!revision) throw noRevision();
    await updateRevision(trx, revision.id, { state: 'superseded', decidedAt: context.now() });
    await touchListing(trx, id);
    await audit(trx, viewer, 'listing.revision_discarded', id, { number: revision.number, changed: revision.changed });
  });
}

/** Takes a submitted revision back from the reviewers, to go on writing. */
export async function withdrawRevision(context: Context, viewer: Viewer, id: string): Promise<Listing> {
  return context.db.transaction(async (trx) => {
    const listing = await lockFor(trx, viewer, 'edit', id);
    const revision = await openRevisionOf(trx, listing);
    if (revision?.state !== 'in_review') throw noRevision();
    await updateRevision(trx, revision.id, { state: 'draft', submittedAt: null });
    await touchListing(trx, id);
    await audit(trx, viewer, 'listing.revision_withdrawn', id, { number: revision.number });
    return view(trx, viewer, id, 'pending');
  });
}

/** Brings back what an earlier approved revision said, as a new one (staff). An open revision stays open beside it. */
export async function restoreRevision(context: Context, viewer: Viewer, id: string, number: number): Promise<Listing> {
  return context.db.transaction(async (trx) => {
    const listing = await lockFor(trx, viewer, 'restore', id);
    if (!hasPage(listing)) throw wrongState(listing, 'only a listing that has been public goes back.');
    const revision = await findRevision(trx, id, number);
    if (!revision) throw notFound('This revision');
    if (!revision.content) throw conflict('NOT_APPROVED', 'Only a revision that was approved can be gone back to.');
    const now = context.now();
    await keepPublicContent(trx, id, now);
    const { changed, isMaterial } = await saveListingContent(trx, id, revision.content);
    if (changed.length === 0) return view(trx, viewer, id);
    const after = await present(trx, id);
    await followTitle(trx, after, changed);
    await recordPublicContent(trx, after, viewer, now);
    await audit(trx, viewer, 'listing.restored', id, { number, changed });
    if (listing.state === 'published')
      await appendToOutbox(trx, isMaterial ? 'listing.published' : 'listing.changed', { listingId: id });
    return view(trx, viewer, id);
  });
}

/** A listing whose history this person may read. */
async function readable(context: Context, viewer: Viewer, id: string): Promise<StoredListing> {
  const listing = await findListing(context.db, id);
  const subject = listing && subjectOf(listing);
  if (!subject || !canRead(viewer, subject)) throw unknownListing();
  if (!canReadHistory(viewer, subject)) throw forbidden('Revisions are for members of the organisation.');
  return listing;
}

/** The revisions of a listing, newest first. */
export async function listRevisions(
  context: Context,
  viewer: Viewer,
  id: string,
  page: { limit: number; cursor?: string },
): Promise<{ items: Revision[]; nextCursor: string | null }> {
  const listing = await readable(context, viewer, id);
  const before = readCursor(page.cursor, NumberKey)?.number;
  const rows = await selectRevisions(context.db, listing.id, { before, limit: page.limit + 1 });
  return toPage(rows.map(toRevision), page.limit, ({ number }) => ({ number }));
}

/** One revision and what it changes: an open one against the page as it stands, a decided one against the page it met. */
export async function getRevision(
  context: Context,
  viewer: Viewer,
  id: string,
  number: number,
): Promise<RevisionDetail> {
  const listing = await readable(context, viewer, id);
  const revision = await findRevision(context.db, listing.id, number);
  if (!revision) throw notFound('This revision');
  const [areas, authorities, files] = await Promise.all([
    listServiceAreas(context.db),
    listLocalAuthorities(context.db),
    listFileNames(context.db, listing.id),
  ]);
  const labels = new Map([...areas, ...authorities, ...files].map(({ code, label }) => [code, label]));
  const before = revision.before ?? listing;
  return { ...toRevision(revision), diff: diffContents(revision.changed, before, revision.changes, labels) };
}
