// The life of a listing: submit, publish, ask for changes, pause, resume, archive. Each change and its consequences in one transaction.
import type { Listing } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { findUser, type Viewer } from '@exchange/db/accounts/queries';
import { requestEmail } from '@exchange/db/emails/queries';
import {
  assignListingSlug,
  updateListingState,
  type ListingControl,
  type StateChange,
} from '@exchange/db/listings/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import type { Context } from '../context.ts';
import { toSlug } from '../slugs.ts';
import { allowedIn, type ListingAction } from './policy.ts';
import { lockFor, requireComplete, view, wrongState } from './service.ts';

type Actor = { id?: string; name: string };

/** What the state must be, in words for those who come too early or too late. */
const hints: Readonly<Record<Exclude<ListingAction, 'edit' | 'delete'>, string>> = {
  submit: 'only a draft, or one that was sent back for changes, is submitted.',
  publish: 'only a listing in review is published.',
  requestChanges: 'changes are asked for while a listing is in review.',
  pause: 'only a published listing is paused.',
  resume: 'only a paused listing is resumed.',
  archive: 'it cannot be archived; a draft is deleted instead.',
};

interface Step {
  trx: Db;
  listing: ListingControl;
}

/** Finds, asks whether they may, checks the state, and does it, in one transaction. */
async function step(
  context: Context,
  viewer: Viewer,
  action: keyof typeof hints,
  id: string,
  apply: (step: Step) => Promise<void>,
): Promise<Listing> {
  return context.db.transaction(async (trx) => {
    const listing = await lockFor(trx, viewer, action, id);
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

/** Sends a draft to review, or straight to the public when its organisation is trusted. */
export async function submitListing(context: Context, viewer: Viewer, id: string): Promise<Listing> {
  return step(context, viewer, 'submit', id, async (at) => {
    requireComplete(await view(at.trx, viewer, id));
    const now = context.now();
    await move(at, { state: 'in_review', submittedAt: now }, 'listing.submitted', viewer);
    if (!at.listing.isTrusted) return;
    const submitted: ListingControl = { ...at.listing, state: 'in_review', version: at.listing.version + 1 };
    const published = { action: 'listing.published', actor: { name: 'The exchange' }, now, tellsCreator: true };
    await makePublic({ trx: at.trx, listing: submitted }, published);
  });
}

export async function publishListing(context: Context, viewer: Viewer, id: string): Promise<Listing> {
  return step(context, viewer, 'publish', id, async (at) => {
    requireComplete(await view(at.trx, viewer, id));
    await makePublic(at, { action: 'listing.published', actor: viewer, now: context.now(), tellsCreator: true });
  });
}

/** Sends a listing back to its writer, with a note that is mailed. */
export async function requestChanges(context: Context, viewer: Viewer, id: string, note: string): Promise<Listing> {
  return step(context, viewer, 'requestChanges', id, async (at) => {
    await move(at, { state: 'changes_requested', reviewNote: note }, 'listing.changes_requested', viewer, { note });
    await mailCreator(at, 'changes_requested', { note });
  });
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
    await move(at, { state: 'archived' }, 'listing.archived', viewer, reason === undefined ? {} : { reason });
    await appendToOutbox(at.trx, 'listing.changed', { listingId: id });
  });
}
