// Reviewing: claiming what waits, ticking the checklist, commenting by part; and what the writers read and answer.
import { createHash } from 'node:crypto';
import {
  REVIEW_TARGET,
  reviewChecklist,
  ReviewPoint,
  workingDaysBetween,
  type Review,
  type ReviewKind,
} from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import { findListing } from '@exchange/db/listings/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import {
  answerComment as writeAnswer,
  claimOf,
  closeReview,
  countComments,
  findOpenReview,
  findWaiting,
  insertComment,
  listComments,
  lockReview,
  updateReview,
  type ReviewRow,
} from '@exchange/db/moderation/queries-reviews';
import { canReadWithin } from '../accounts/policy.ts';
import type { Context } from '../context.ts';
import { ApiError, conflict, forbidden, notFound } from '../errors.ts';
import { canRead } from '../listings/policy.ts';
import { lockFor, unknownListing } from '../listings/service.ts';
import { requireStaff } from '../organisations/service.ts';

const nothingWaits = () => conflict('NOTHING_TO_REVIEW', 'Nothing of this listing waits for review.');

/** Where the review of a listing stands, for its members and staff. Comments of a round that is not decided are for staff. */
export async function getReview(context: Context, viewer: Viewer, id: string): Promise<Review> {
  const listing = await findListing(context.db, id);
  const subject = listing && { state: listing.state, organisationId: listing.organisation.id };
  if (!subject || !canRead(viewer, subject)) throw unknownListing();
  if (!canReadWithin(viewer, subject.organisationId)) throw forbidden('Reviews are for members of the organisation.');
  return review(context.db, viewer, listing.id, context.now());
}

async function review(db: Db, viewer: Viewer, listingId: string, now: Date): Promise<Review> {
  const waiting = await findWaiting(db, listingId);
  // A look afterwards is the team's own matter.
  const shown = waiting?.kind === 'sample' && !viewer.isStaff ? undefined : waiting;
  const row = shown && (await findOpenReview(db, listingId, shown.kind));
  const claim = claimOf(row, now);
  return {
    kind: shown?.kind ?? null,
    submittedAt: shown?.submittedAt.toISOString() ?? null,
    workingDays: shown ? workingDaysBetween(shown.submittedAt, now) : 0,
    targetDays: REVIEW_TARGET,
    claimedBy: claim?.name ?? null,
    isMine: claim?.id === viewer.id,
    checklist: viewer.isStaff ? (row?.checklist ?? []) : [],
    comments: await listComments(db, listingId, { openToo: viewer.isStaff }),
  };
}

/** Does something to the open review of what waits, which nobody else may have claimed. */
async function reviewing(
  context: Context,
  viewer: Viewer,
  id: string,
  apply: (trx: Db, row: ReviewRow) => Promise<void>,
): Promise<Review> {
  requireStaff(viewer);
  const now = context.now();
  return context.db.transaction(async (trx) => {
    await lockFor(trx, viewer, 'publish', id);
    const waiting = await findWaiting(trx, id);
    if (!waiting) throw nothingWaits();
    const row = await lockReview(trx, id, waiting.kind);
    requireUnclaimed(row, viewer, now);
    await apply(trx, row);
    return review(trx, viewer, id, now);
  });
}

function requireUnclaimed(row: ReviewRow | undefined, viewer: Viewer, now: Date): void {
  const claim = claimOf(row, now);
  if (claim && claim.id !== viewer.id) throw conflict('CLAIMED', `${claim.name} is reviewing this.`);
}

const note = (trx: Db, actor: Viewer, action: string, subjectId: string, details: Record<string, unknown> = {}) =>
  recordAudit(trx, { action, actor, subjectKind: 'listing', subjectId, details });

export async function claimReview(context: Context, viewer: Viewer, id: string): Promise<Review> {
  return reviewing(context, viewer, id, async (trx, row) => {
    await updateReview(trx, row.id, { claimedBy: viewer.id, claimedByName: viewer.name, claimedAt: context.now() });
    await note(trx, viewer, 'listing.review_claimed', id);
  });
}

export async function unclaimReview(context: Context, viewer: Viewer, id: string): Promise<Review> {
  return reviewing(context, viewer, id, async (trx, row) => {
    await updateReview(trx, row.id, { claimedBy: null, claimedByName: null, claimedAt: null });
    await note(trx, viewer, 'listing.review_unclaimed', id);
  });
}

/** Keeps what the reviewer has made sure of. */
export async function saveChecklist(
  context: Context,
  viewer: Viewer,
  id: string,
  points: ReviewPoint[],
): Promise<Review> {
  return reviewing(context, viewer, id, async (trx, row) => {
    await updateReview(trx, row.id, { checklist: [...new Set(points)] });
    await note(trx, viewer, 'listing.review_checked', id, { points });
  });
}

/** Says something of one part; its writers read it once the round is decided. */
export async function addComment(
  context: Context,
  viewer: Viewer,
  id: string,
  comment: { path: string; text: string },
): Promise<Review> {
  return reviewing(context, viewer, id, async (trx, row) => {
    await insertComment(trx, row, { ...comment, authorName: viewer.name });
    await note(trx, viewer, 'listing.review_commented', id, comment);
  });
}

/** Ends a look afterwards at what a trusted organisation published. What is amiss is put right, or the page taken down. */
export async function endSample(context: Context, viewer: Viewer, id: string): Promise<Review> {
  return reviewing(context, viewer, id, async (trx, row) => {
    if (row.kind !== 'sample') throw conflict('NOT_A_SAMPLE', 'This waits for a decision, not for a look afterwards.');
    const end = { outcome: 'looked_at' as const, decidedByName: viewer.name, decidedAt: context.now() };
    await closeReview(trx, id, 'sample', end);
    await note(trx, viewer, 'listing.sample_looked_at', id);
  });
}

/** Answers a comment of the reviewers (owners and editors). */
export async function answerComment(
  context: Context,
  viewer: Viewer,
  id: string,
  comment: { id: string; text: string },
): Promise<Review> {
  return context.db.transaction(async (trx) => {
    await lockFor(trx, viewer, 'edit', id);
    const isThere = await writeAnswer(trx, id, comment.id, { answer: comment.text, answeredByName: viewer.name });
    if (!isThere) throw notFound('This comment');
    await note(trx, viewer, 'listing.review_answered', id, { comment: comment.id, text: comment.text });
    return review(trx, viewer, id, context.now());
  });
}

/**
 * A review that was begun is finished: what is approved after one was made sure of, point by point. Staff who publish without having
 * begun one (a program, a first catalogue) answer for it themselves, and the history names them.
 */
function requireChecked({ checklist }: ReviewRow): void {
  const missing = ReviewPoint.options.filter((point) => !checklist.includes(point));
  if (missing.length === 0) return;
  const fields = missing.map((point) => ({
    path: `checklist.${point}`,
    message: `make sure: ${reviewChecklist[point]}`,
  }));
  throw new ApiError(409, 'CHECKLIST_INCOMPLETE', 'Its review is not finished: see the points.', { fields });
}

/**
 * Ends the review of what was just decided: from now on its writers read the comments.
 * @returns how many comments there are, for telling its writer; nothing where there are none
 * @throws 409 CLAIMED while somebody else is at it, CHECKLIST_INCOMPLETE before its end
 */
export async function decideReview(
  trx: Db,
  viewer: Viewer,
  listingId: string,
  decision: { kind: ReviewKind; outcome: 'approved' | 'changes_requested' | 'declined'; now: Date },
): Promise<{ comments?: number }> {
  const { kind, outcome, now } = decision;
  const row = await findOpenReview(trx, listingId, kind);
  requireUnclaimed(row, viewer, now);
  if (row && outcome === 'approved') requireChecked(row);
  await closeReview(trx, listingId, kind, { outcome, decidedByName: viewer.name, decidedAt: now });
  const comments = row ? await countComments(trx, row.id) : 0;
  return comments > 0 ? { comments } : {};
}

/** One in so many publishings of trusted organisations is looked at afterwards. */
export const SAMPLE_EVERY = 10;

/** Whether a publishing is in the sample: by what it is, not by chance or by count, so that asking again gives the same answer. */
export function isSampled(listingId: string, version: number): boolean {
  const digest = createHash('sha256')
    .update(`${listingId}:${String(version)}`)
    .digest();
  return digest.readUInt32BE(0) % SAMPLE_EVERY === 0;
}

/** Puts what a trusted organisation just published into the queue, when it is in the sample. */
export async function sampleForReview(trx: Db, listing: { id: string; version: number }): Promise<void> {
  if (isSampled(listing.id, listing.version)) await lockReview(trx, listing.id, 'sample');
}
