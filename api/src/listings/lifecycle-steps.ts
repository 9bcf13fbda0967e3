// What every step in the life of a listing is made of: who and which state, the row, the history, the outbox, the mail.
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
import type { RevisionRow } from '@exchange/db/listings/queries-revisions';
import { recordAudit } from '@exchange/db/moderation/queries';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import type { Context } from '../context.ts';
import { toSlug } from '../slugs.ts';
import { allowedIn, type ListingAction } from './policy.ts';
import { openRevisionOf } from './revision-service.ts';
import { lockFor, view, wrongState } from './service.ts';

export type Actor = { id?: string; name: string };

/** What the state must be, in words for those who come too early or too late. */
const hints: Readonly<Record<Exclude<ListingAction, 'edit' | 'delete' | 'restore' | 'share' | 'transfer'>, string>> = {
  submit: 'only a draft, or one that was sent back for changes, is submitted.',
  publish: 'only a listing in review is published.',
  requestChanges: 'changes are asked for while a listing is in review.',
  decline: 'only what is in review is declined.',
  schedule: 'only what is not public yet is given a time.',
  confirm: 'only a published listing is said to be still right.',
  pause: 'only a published listing is paused.',
  resume: 'only a paused listing is resumed.',
  archive: 'it cannot be archived; a draft is deleted instead.',
  reopen: 'only an archived listing is taken back.',
};

export interface Step {
  trx: Db;
  listing: ListingControl;
}

/** What the same step does with the open revision of a listing whose page stands, from that revision's state. */
export interface OfRevision {
  from: 'draft' | 'in_review';
  apply: (step: Step & { revision: RevisionRow }) => Promise<void>;
}

/** Finds, asks whether they may, checks the state, and does it, in one transaction. */
export async function step(
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

export async function move(
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

/** What a review came to, other than a first publishing and a request for changes. */
type Decision = 'revision_approved' | 'declined' | 'revision_declined' | 'evidence_reviewed';

export async function mailCreator(
  { trx, listing }: Step,
  kind: 'listing_published' | 'changes_requested' | 'review_decided',
  data: Record<string, unknown> & { what?: Decision },
): Promise<void> {
  const creator = listing.createdBy === null ? undefined : await findUser(trx, listing.createdBy);
  // Somebody who left the exchange has no address any more.
  if (!creator || creator.passwordHash === '') return;
  const word = data.what ?? (kind === 'listing_published' ? 'published' : 'changes');
  await requestEmail(trx, {
    key: `${word}:${listing.id}:${String(listing.version + 1)}`,
    kind,
    to: creator.email,
    userId: creator.id,
    data: { listingId: listing.id, ...data },
  });
}

/**
 * Keeps what is approved for the hour its writer chose: paused, with its slug, until the workers publish it.
 * @returns whether it waits; false when no time is chosen, or that has gone by
 */
export async function keepForLater(step: Step, actor: Actor, now: Date): Promise<boolean> {
  const { trx, listing } = step;
  if (listing.publishAt === null || listing.publishAt <= now) return false;
  if (listing.slug === null) await assignListingSlug(trx, listing.id, toSlug(listing.title ?? '', 'listing'));
  const change: StateChange = { state: 'paused', reviewNote: null, needsReview: false };
  await move(step, change, 'listing.approved', actor, { publishAt: listing.publishAt.toISOString() });
  return true;
}

/** Makes a listing public: gives it its slug at the first time, and tells matching, the index and, where it `tells` something, its writer. */
export async function makePublic(
  step: Step,
  options: { action: string; actor: Actor; now: Date; tells?: { comments?: number } },
): Promise<void> {
  const { trx, listing } = step;
  if (listing.slug === null) await assignListingSlug(trx, listing.id, toSlug(listing.title ?? '', 'listing'));
  const change: StateChange = {
    state: 'published',
    reviewNote: null,
    needsReview: false,
    publishAt: null,
    publishedAt: listing.publishedAt ?? options.now,
  };
  await move(step, change, options.action, options.actor);
  await appendToOutbox(trx, 'listing.published', { listingId: listing.id });
  if (options.tells) await mailCreator(step, 'listing_published', options.tells);
}

/** The same step, with the writer of the revision in the place of the listing's. */
export const ofAuthor = ({ trx, listing, revision }: Step & { revision: RevisionRow }): Step => ({
  trx,
  listing: { ...listing, createdBy: revision.createdBy ?? listing.createdBy },
});

/** Notes what was done to a revision in the history of its listing, and moves the listing's version on. */
export async function noteRevision(
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
