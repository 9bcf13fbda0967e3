// The life of a listing: submit, publish, ask for changes, decline, pause, resume, archive. Each change and its consequences in one transaction.
import type { Listing } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { findUser, type Viewer } from '@exchange/db/accounts/queries';
import { requestEmail } from '@exchange/db/emails/queries';
import {
  assignListingSlug,
  touchListing,
  updateListingState,
  type ListingControl,
  type StateChange,
} from '@exchange/db/listings/queries';
import { supersedeOpenRevision, updateRevision, type RevisionRow } from '@exchange/db/listings/queries-revisions';
import { recordAudit } from '@exchange/db/moderation/queries';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import type { Context } from '../context.ts';
import { toSlug } from '../slugs.ts';
import { allowedIn, type ListingAction } from './policy.ts';
import { applyRevision, openRevisionOf } from './revision-service.ts';
import { lockFor, requireComplete, view, wrongState } from './service.ts';

type Actor = { id?: string; name: string };

/** What the state must be, in words for those who come too early or too late. */
const hints: Readonly<Record<Exclude<ListingAction, 'edit' | 'delete' | 'restore'>, string>> = {
  submit: 'only a draft, or one that was sent back for changes, is submitted.',
  publish: 'only a listing in review is published.',
  requestChanges: 'changes are asked for while a listing is in review.',
  decline: 'only what is in review is declined.',
  pause: 'only a published listing is paused.',
  resume: 'only a paused listing is resumed.',
  archive: 'it cannot be archived; a draft is deleted instead.',
};

interface Step {
  trx: Db;
  listing: ListingControl;
}

/** What the same step does with the open revision of a listing whose page stands, from that revision's state. */
interface OfRevision {
  from: 'draft' | 'in_review';
  apply: (step: Step & { revision: RevisionRow }) => Promise<void>;
}

/** Finds, asks whether they may, checks the state, and does it, in one transaction. */
async function step(
  context: Context,
  viewer: Viewer,
  action: keyof typeof hints,
  id: string,
  apply: (step: Step) => Promise<void>,
  ofRevision?: OfRevision,
): Promise<Listing> {
  return context.db.transaction(async (trx) => {
    const listing = await lockFor(trx, viewer, action, id);
    const revision = ofRevision && (await openRevisionOf(trx, listing));
    if (ofRevision && revision?.state === ofRevision.from) {
      await ofRevision.apply({ trx, listing, revision });
      return view(trx, viewer, id);
    }
    if (!allowedIn[action].includes(listing.state)) throw wrongState(listing, hints[action]);
    await apply({ trx, listing });
    return view(trx, viewer, id);
  });
}

async function move(
  { trx, listing }: Step,
  change: StateChange,
  action: string,
  actor: Actor,
  details: Record<string, unknown> = {},
): Promise<void> {
  await updateListingState(trx, listing.id, change);
  await recordAudit(trx, {
    action,
    actor,
    subjectKind: 'listing',
    subjectId: listing.id,
    details: { from: listing.state, to: change.state, ...details },
  });
}

async function mailCreator(
  { trx, listing }: Step,
  kind: 'listing_published' | 'changes_requested',
  data: Record<string, unknown>,
): Promise<void> {
  const creator = listing.createdBy === null ? undefined : await findUser(trx, listing.createdBy);
  // Somebody who left the exchange has no address any more.
  if (!creator || creator.passwordHash === '') return;
  const word = kind === 'listing_published' ? 'published' : 'changes';
  await requestEmail(trx, {
    key: `${word}:${listing.id}:${String(listing.version + 1)}`,
    kind,
    to: creator.email,
    userId: creator.id,
    data: { listingId: listing.id, ...data },
  });
}

/** Makes a listing public: gives it its slug at the first time, and tells matching, the index and its writer. */
export async function makePublic(
  step: Step,
  options: { action: string; actor: Actor; now: Date; tellsCreator?: boolean },
): Promise<void> {
  const { trx, listing } = step;
  if (listing.slug === null) await assignListingSlug(trx, listing.id, toSlug(listing.title ?? '', 'listing'));
  const change: StateChange = {
    state: 'published',
    reviewNote: null,
    needsReview: false,
    publishedAt: listing.publishedAt ?? options.now,
  };
  await move(step, change, options.action, options.actor);
  await appendToOutbox(trx, 'listing.published', { listingId: listing.id });
  if (options.tellsCreator) await mailCreator(step, 'listing_published', {});
}

/** The same step, with the writer of the revision in the place of the listing's. */
const ofAuthor = ({ trx, listing, revision }: Step & { revision: RevisionRow }): Step => ({
  trx,
  listing: { ...listing, createdBy: revision.createdBy ?? listing.createdBy },
});

/** Notes what was done to a revision in the history of its listing, and moves the listing's version on. */
async function noteRevision(
  { trx, listing, revision }: Step & { revision: RevisionRow },
  action: string,
  actor: Actor,
  details: Record<string, unknown> = {},
): Promise<void> {
  await touchListing(trx, listing.id);
  await recordAudit(trx, {
    action,
    actor,
    subjectKind: 'listing',
    subjectId: listing.id,
    details: { revision: revision.number, changed: revision.changed, ...details },
  });
}

/** Sends a draft or a pending revision to review, or straight to the public when its organisation is trusted. */
export async function submitListing(context: Context, viewer: Viewer, id: string): Promise<Listing> {
  const now = context.now();
  const submit = async (at: Step) => {
    requireComplete(await view(at.trx, viewer, id));
    await move(at, { state: 'in_review', submittedAt: now }, 'listing.submitted', viewer);
    if (!at.listing.isTrusted) return;
    const submitted: ListingControl = { ...at.listing, state: 'in_review', version: at.listing.version + 1 };
    const published = { action: 'listing.published', actor: { name: 'The exchange' }, now, tellsCreator: true };
    await makePublic({ trx: at.trx, listing: submitted }, published);
  };
  const submitRevision: OfRevision['apply'] = async (at) => {
    requireComplete(await view(at.trx, viewer, id, 'pending'));
    await updateRevision(at.trx, at.revision.id, { state: 'in_review', submittedAt: now });
    await noteRevision(at, 'listing.revision_submitted', viewer);
    if (!at.listing.isTrusted) return;
    await applyRevision(at.trx, at.listing, at.revision, { reviewer: 'The exchange', now });
    await noteRevision(at, 'listing.revision_approved', { name: 'The exchange' });
  };
  return step(context, viewer, 'submit', id, submit, { from: 'draft', apply: submitRevision });
}

export async function publishListing(context: Context, viewer: Viewer, id: string): Promise<Listing> {
  const now = context.now();
  const publish = async (at: Step) => {
    requireComplete(await view(at.trx, viewer, id));
    await makePublic(at, { action: 'listing.published', actor: viewer, now, tellsCreator: true });
  };
  const approve: OfRevision['apply'] = async (at) => {
    await applyRevision(at.trx, at.listing, at.revision, { reviewer: viewer.name, now });
    await noteRevision(at, 'listing.revision_approved', viewer);
    if (at.listing.state === 'published') await mailCreator(ofAuthor(at), 'listing_published', {});
  };
  return step(context, viewer, 'publish', id, publish, { from: 'in_review', apply: approve });
}

/** Sends a listing or a revision back to its writer, with a note that is mailed. */
export async function requestChanges(context: Context, viewer: Viewer, id: string, note: string): Promise<Listing> {
  const sendBack = async (at: Step) => {
    await move(at, { state: 'changes_requested', reviewNote: note }, 'listing.changes_requested', viewer, { note });
    await mailCreator(at, 'changes_requested', { note });
  };
  const sendRevisionBack: OfRevision['apply'] = async (at) => {
    await updateRevision(at.trx, at.revision.id, { state: 'draft', note, reviewedByName: viewer.name });
    await noteRevision(at, 'listing.changes_requested', viewer, { note });
    await mailCreator(ofAuthor(at), 'changes_requested', { note });
  };
  return step(context, viewer, 'requestChanges', id, sendBack, { from: 'in_review', apply: sendRevisionBack });
}

/**
 * Declines what is in review, with a reason that is mailed. A listing is a draft again, with the reason as its note, so that
 * nothing written is lost; a revision is closed and the page stays as it was.
 */
export async function declineListing(context: Context, viewer: Viewer, id: string, reason: string): Promise<Listing> {
  const decline = async (at: Step) => {
    await move(at, { state: 'draft', reviewNote: reason }, 'listing.declined', viewer, { reason });
    await mailCreator(at, 'changes_requested', { note: reason });
  };
  const declineRevision: OfRevision['apply'] = async (at) => {
    const end = { state: 'declined' as const, note: reason, reviewedByName: viewer.name, decidedAt: context.now() };
    await updateRevision(at.trx, at.revision.id, end);
    await noteRevision(at, 'listing.revision_declined', viewer, { reason });
    await mailCreator(ofAuthor(at), 'changes_requested', { note: reason });
  };
  return step(context, viewer, 'decline', id, decline, { from: 'in_review', apply: declineRevision });
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
