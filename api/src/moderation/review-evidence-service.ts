// The reviewed level of evidence: set by staff and by those they appoint, told to its writer, and followed by matching.
import type { EvidenceReviewBody, Listing, ListingState, Reviewer } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { lockListing } from '@exchange/db/listings/queries';
import {
  appointReviewer as appoint,
  dismissReviewer as dismiss,
  listReviewers as selectReviewers,
  saveEvidenceReview,
} from '@exchange/db/moderation/queries-evidence';
import { recordAudit } from '@exchange/db/moderation/queries';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { canReviewEvidence } from '../accounts/policy.ts';
import type { Context } from '../context.ts';
import { conflict, forbidden, notFound } from '../errors.ts';
import { mailCreator } from '../listings/lifecycle-steps.ts';
import { canRead } from '../listings/policy.ts';
import { unknownListing, view } from '../listings/service.ts';
import { requireStaff } from '../organisations/service.ts';

const reviewable: readonly ListingState[] = ['in_review', 'published', 'paused'];

/** Sets the reviewed level with why and what would raise it, in one transaction with what follows. */
export async function reviewEvidence(
  context: Context,
  viewer: Viewer,
  id: string,
  body: EvidenceReviewBody,
): Promise<Listing> {
  return context.db.transaction(async (trx) => {
    const listing = await lockListing(trx, id);
    if (!listing || !canRead(viewer, listing)) throw unknownListing();
    if (!canReviewEvidence(viewer, [listing.organisationId, ...listing.partnerIds]))
      throw forbidden(
        'Evidence is reviewed by the exchange team and its reviewers, and not by one’s own organisation.',
      );
    if (!reviewable.includes(listing.state))
      throw conflict('INVALID_STATE', 'Evidence is reviewed once a listing has been submitted.');
    const nextStep = body.nextStep || null;
    const review = { level: body.level, note: body.note, nextStep, at: context.now() };
    const { before, isMaterial } = await saveEvidenceReview(trx, id, review);
    const details = { from: before, to: body.level, note: body.note, nextStep };
    await recordAudit(trx, {
      action: 'listing.evidence_reviewed',
      actor: viewer,
      subjectKind: 'listing',
      subjectId: id,
      details,
    });
    if (listing.state === 'published')
      await appendToOutbox(trx, isMaterial ? 'listing.published' : 'listing.changed', { listingId: id });
    const told = { what: 'evidence_reviewed' as const, note: body.note, level: body.level, nextStep };
    await mailCreator({ trx, listing }, 'review_decided', told);
    return view(trx, viewer, id);
  });
}

export async function listReviewers(context: Context, viewer: Viewer): Promise<{ items: Reviewer[] }> {
  requireStaff(viewer);
  return { items: await selectReviewers(context.db) };
}

/** Appoints somebody by their address. Doing it twice changes nothing. */
export async function appointReviewer(context: Context, viewer: Viewer, email: string): Promise<Reviewer> {
  requireStaff(viewer);
  return context.db.transaction(async (trx) => {
    const reviewer = await appoint(trx, email);
    if (!reviewer) throw notFound('An account with this address, verified,');
    await note(trx, viewer, 'user.reviewer_appointed', reviewer);
    return reviewer;
  });
}

export async function dismissReviewer(context: Context, viewer: Viewer, id: string): Promise<void> {
  requireStaff(viewer);
  await context.db.transaction(async (trx) => {
    const reviewer = await dismiss(trx, id);
    if (!reviewer) throw notFound('This reviewer');
    await note(trx, viewer, 'user.reviewer_dismissed', reviewer);
  });
}

const note = (trx: Context['db'], actor: Viewer, action: string, { id, name }: Reviewer) =>
  recordAudit(trx, { action, actor, subjectKind: 'user', subjectId: id, details: { name } });
