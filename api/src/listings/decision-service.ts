// What reviewers decide of a listing or a revision in review: publish it, ask for changes, decline it.
import type { Listing } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { updateRevision } from '@exchange/db/listings/queries-revisions';
import type { Context } from '../context.ts';
import { decideReview } from '../moderation/review-service.ts';
import {
  keepForLater,
  mailCreator,
  makePublic,
  move,
  noteRevision,
  ofAuthor,
  step,
  type OfRevision,
  type Step,
} from './lifecycle-steps.ts';
import { applyRevision } from './revision-service.ts';
import { requireComplete, view } from './service.ts';

export async function publishListing(context: Context, viewer: Viewer, id: string): Promise<Listing> {
  const now = context.now();
  const publish = async (at: Step) => {
    requireComplete(await view(at.trx, viewer, id));
    const told = await decideReview(at.trx, viewer, id, { kind: 'new', outcome: 'approved', now });
    if (await keepForLater(at, viewer, now)) return;
    await makePublic(at, { action: 'listing.published', actor: viewer, now, tells: told });
  };
  const approve: OfRevision['apply'] = async (at) => {
    const told = await decideReview(at.trx, viewer, id, { kind: 'revision', outcome: 'approved', now });
    await applyRevision(at.trx, at.listing, at.revision, { reviewer: viewer.name, now });
    await noteRevision(at, 'listing.revision_approved', viewer);
    if (at.listing.state === 'published')
      await mailCreator(ofAuthor(at), 'review_decided', { what: 'revision_approved', ...told });
  };
  return step(context, viewer, 'publish', id, publish, { from: 'in_review', apply: approve });
}

/** Sends a listing or a revision back to its writer, with a note that is mailed. */
export async function requestChanges(context: Context, viewer: Viewer, id: string, note: string): Promise<Listing> {
  const outcome = 'changes_requested' as const;
  const now = context.now();
  const sendBack = async (at: Step) => {
    const told = await decideReview(at.trx, viewer, id, { kind: 'new', outcome, now });
    await move(at, { state: 'changes_requested', reviewNote: note }, 'listing.changes_requested', viewer, { note });
    await mailCreator(at, 'changes_requested', { note, ...told });
  };
  const sendRevisionBack: OfRevision['apply'] = async (at) => {
    const told = await decideReview(at.trx, viewer, id, { kind: 'revision', outcome, now });
    await updateRevision(at.trx, at.revision.id, { state: 'draft', note, reviewedByName: viewer.name });
    await noteRevision(at, 'listing.changes_requested', viewer, { note });
    await mailCreator(ofAuthor(at), 'changes_requested', { note, ...told });
  };
  return step(context, viewer, 'requestChanges', id, sendBack, { from: 'in_review', apply: sendRevisionBack });
}

/**
 * Declines what is in review, with a reason that is mailed. A listing is a draft again, with the reason as its note, so that
 * nothing written is lost; a revision is closed and the page stays as it was.
 */
export async function declineListing(context: Context, viewer: Viewer, id: string, reason: string): Promise<Listing> {
  const outcome = 'declined' as const;
  const now = context.now();
  const decline = async (at: Step) => {
    const told = await decideReview(at.trx, viewer, id, { kind: 'new', outcome, now });
    await move(at, { state: 'draft', reviewNote: reason }, 'listing.declined', viewer, { reason });
    await mailCreator(at, 'review_decided', { what: 'declined', note: reason, ...told });
  };
  const declineRevision: OfRevision['apply'] = async (at) => {
    const told = await decideReview(at.trx, viewer, id, { kind: 'revision', outcome, now });
    const end = { state: outcome, note: reason, reviewedByName: viewer.name, decidedAt: now };
    await updateRevision(at.trx, at.revision.id, end);
    await noteRevision(at, 'listing.revision_declined', viewer, { reason });
    await mailCreator(ofAuthor(at), 'review_decided', { what: 'revision_declined', note: reason, ...told });
  };
  return step(context, viewer, 'decline', id, decline, { from: 'in_review', apply: declineRevision });
}
