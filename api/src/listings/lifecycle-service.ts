// The life of a listing in the hands of its organisation: submit, pause, resume, archive, reopen. Each change and its consequences in one transaction.
import type { Listing } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import type { ListingControl } from '@exchange/db/listings/queries';
import { supersedeOpenRevision, updateRevision } from '@exchange/db/listings/queries-revisions';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import type { Context } from '../context.ts';
import { invalid } from '../errors.ts';
import { sampleForReview } from '../moderation/review-service.ts';
import { keepForLater, makePublic, move, noteRevision, step, type OfRevision, type Step } from './lifecycle-steps.ts';
import { applyRevision } from './revision-service.ts';
import { requireComplete, view } from './service.ts';

/** Sends a draft or a pending revision to review, or straight to the public when its organisation is trusted. */
export async function submitListing(context: Context, viewer: Viewer, id: string): Promise<Listing> {
  const now = context.now();
  const submit = async (at: Step) => {
    requireComplete(await view(at.trx, viewer, id));
    await move(at, { state: 'in_review', submittedAt: now }, 'listing.submitted', viewer);
    if (!at.listing.isTrusted) return;
    const submitted: ListingControl = { ...at.listing, state: 'in_review', version: at.listing.version + 1 };
    if (await keepForLater({ trx: at.trx, listing: submitted }, { name: 'The exchange' }, now)) return;
    const published = { action: 'listing.published', actor: { name: 'The exchange' }, now, tells: {} };
    await makePublic({ trx: at.trx, listing: submitted }, published);
    await sampleForReview(at.trx, submitted);
  };
  const submitRevision: OfRevision['apply'] = async (at) => {
    requireComplete(await view(at.trx, viewer, id, 'pending'));
    await updateRevision(at.trx, at.revision.id, { state: 'in_review', submittedAt: now });
    await noteRevision(at, 'listing.revision_submitted', viewer);
    if (!at.listing.isTrusted) return;
    await applyRevision(at.trx, at.listing, at.revision, { reviewer: 'The exchange', now });
    await noteRevision(at, 'listing.revision_approved', { name: 'The exchange' });
    await sampleForReview(at.trx, at.listing);
  };
  return step(context, viewer, 'submit', id, submit, { from: 'draft', apply: submitRevision });
}

/** No further ahead than this. */
const FURTHEST_DAYS = 366;

/** Chooses when a listing becomes public, once it is approved; null for at once. */
export async function scheduleListing(
  context: Context,
  viewer: Viewer,
  id: string,
  publishAt: Date | null,
): Promise<Listing> {
  const now = context.now();
  const latest = now.getTime() + FURTHEST_DAYS * 86_400_000;
  if (publishAt && (publishAt <= now || publishAt.getTime() > latest))
    throw invalid([{ path: 'publishAt', message: 'must be a time to come, within a year' }]);
  return step(context, viewer, 'schedule', id, async (at) => {
    const details = { publishAt: publishAt?.toISOString() ?? null };
    await move(at, { state: at.listing.state, publishAt }, 'listing.scheduled', viewer, details);
  });
}

/** Says that a published listing is still right, as its owners are asked to after six months. */
export async function confirmListing(context: Context, viewer: Viewer, id: string): Promise<Listing> {
  return step(context, viewer, 'confirm', id, async (at) =>
    move(at, { state: 'published' }, 'listing.confirmed', viewer),
  );
}

export async function pauseListing(context: Context, viewer: Viewer, id: string): Promise<Listing> {
  return step(context, viewer, 'pause', id, async (at) => {
    await move(at, { state: 'paused' }, 'listing.paused', viewer);
    await appendToOutbox(at.trx, 'listing.changed', { listingId: id });
  });
}

/** Brings a paused listing back: to the public as it was, or to review when its content changed meanwhile. */
export async function resumeListing(context: Context, viewer: Viewer, id: string): Promise<Listing> {
  return step(context, viewer, 'resume', id, async (at) => {
    requireComplete(await view(at.trx, viewer, id));
    const now = context.now();
    const mayAppear = !at.listing.needsReview || at.listing.isTrusted || viewer.isStaff;
    if (mayAppear) await makePublic(at, { action: 'listing.resumed', actor: viewer, now });
    else await move(at, { state: 'in_review', submittedAt: now }, 'listing.submitted', viewer);
  });
}

export async function archiveListing(
  context: Context,
  viewer: Viewer,
  id: string,
  reason: string | undefined,
): Promise<Listing> {
  return step(context, viewer, 'archive', id, async (at) => {
    await supersedeOpenRevision(at.trx, id, context.now());
    await move(at, { state: 'archived' }, 'listing.archived', viewer, reason === undefined ? {} : { reason });
    await appendToOutbox(at.trx, 'listing.changed', { listingId: id });
  });
}

/**
 * Takes a listing out of the archive: paused if it was public once, so that its organisation publishes it again as it was, or has it
 * reviewed if it changed; else as a draft.
 */
export async function reopenListing(context: Context, viewer: Viewer, id: string): Promise<Listing> {
  return step(context, viewer, 'reopen', id, async (at) => {
    const state = at.listing.publishedAt === null ? 'draft' : 'paused';
    await move(at, { state }, 'listing.reopened', viewer);
  });
}
