// The review endpoints as OpenAPI and the handlers see them. The id is that of the listing.
import { AnswerBody, ChecklistBody, CommentBody, Review } from '@exchange/contracts';
import { z } from 'zod';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { IdParams } from '../requests.ts';

const Empty = z.strictObject({}).nullish();

export const get = endpoint(
  {
    operationId: 'getListingReview',
    tags: ['listings'],
    summary: 'Where its review stands, and what the reviewers say of each part (members, staff)',
    security: bearer,
    params: IdParams,
    response: { 200: Review },
  },
  [401, 403, 404],
);
export const answer = endpoint(
  {
    operationId: 'answerReviewComment',
    tags: ['listings'],
    summary: 'Answer a comment of the reviewers (owners and editors)',
    security: bearer,
    params: IdParams.extend({ commentId: z.uuid() }),
    body: AnswerBody,
    response: { 200: Review },
  },
  [401, 403, 404, 422],
);

/** Something done to the review of what waits; 409 CLAIMED while somebody else is at it. */
const step = <B extends z.ZodType>(operationId: string, summary: string, body: B) =>
  endpoint(
    { operationId, tags: ['admin'], summary, security: bearer, params: IdParams, body, response: { 200: Review } },
    [401, 403, 404, 409, 422],
  );
export const claim = step('claimReview', 'Say that one is reviewing it; the claim ends after a day (staff)', Empty);
export const unclaim = step('unclaimReview', 'Leave it to others (staff)', Empty);
export const checklist = step('saveReviewChecklist', 'Keep what one has made sure of (staff)', ChecklistBody);
export const comment = step(
  'addReviewComment',
  'Say something of one part; its writers read it once the round is decided (staff)',
  CommentBody,
);
export const lookedAt = step(
  'endReviewSample',
  'End the look afterwards at what a trusted organisation published (staff)',
  Empty,
);
