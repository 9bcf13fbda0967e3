// The review endpoints as OpenAPI and the handlers see them. The id is that of the listing.
import { AnswerBody, ChecklistBody, CommentBody, Review } from '@exchange/contracts';
import { z } from 'zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { IdParams, NoBody } from '../requests.ts';

const endpoint = endpointsOf('listings');
const adminEndpoint = endpointsOf('admin');

export const get = endpoint(
  'getListingReview',
  'Where its review stands, and what the reviewers say of each part (members, staff)',
  { takes: { params: IdParams }, gives: Review, fails: [403, 404] },
);
export const answer = endpoint('answerReviewComment', 'Answer a comment of the reviewers (owners and editors)', {
  takes: { params: IdParams.extend({ commentId: z.uuid() }), body: AnswerBody },
  gives: Review,
  fails: [403, 404],
});

/** Something done to the review of what waits; 409 CLAIMED while somebody else is at it. */
const step = <B extends z.ZodType>(operationId: string, summary: string, body: B) =>
  adminEndpoint(operationId, summary, { takes: { params: IdParams, body }, gives: Review, fails: [403, 404, 409] });
export const claim = step('claimReview', 'Say that one is reviewing it; the claim ends after a day (staff)', NoBody);
export const unclaim = step('unclaimReview', 'Leave it to others (staff)', NoBody);
export const checklist = step('saveReviewChecklist', 'Keep what one has made sure of (staff)', ChecklistBody);
export const comment = step(
  'addReviewComment',
  'Say something of one part; its writers read it once the round is decided (staff)',
  CommentBody,
);
export const lookedAt = step(
  'endReviewSample',
  'End the look afterwards at what a trusted organisation published (staff)',
  NoBody,
);
