// The endpoints of the reviewed level of evidence, and of those who set it, as OpenAPI and the handlers see them.
import { AppointReviewerBody, EvidenceReviewBody, Listing, Reviewer } from '@exchange/contracts';
import { z } from 'zod';
import { nothing } from '../accounts/schemas.ts';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { IdParams } from '../requests.ts';

export const review = endpoint(
  {
    operationId: 'reviewListingEvidence',
    tags: ['listings'],
    summary: 'Set the reviewed level of evidence, with why and what would raise it (staff, appointed reviewers)',
    description:
      'Of a listing that is published, paused or in review. Reviewers set it for other organisations than their own. Another level than before is a material change: matching looks again. The writer is mailed.',
    security: bearer,
    params: IdParams,
    body: EvidenceReviewBody,
    response: { 200: Listing },
  },
  [401, 403, 404, 409, 422],
);
export const list = endpoint(
  {
    operationId: 'listReviewers',
    tags: ['admin'],
    summary: 'Those who may set the reviewed level of evidence beside staff (staff)',
    security: bearer,
    response: { 200: z.object({ items: z.array(Reviewer) }) },
  },
  [401, 403],
);
export const appoint = endpoint(
  {
    operationId: 'appointReviewer',
    tags: ['admin'],
    summary: 'Appoint somebody who has an account with a verified address (staff)',
    security: bearer,
    body: AppointReviewerBody,
    response: { 200: Reviewer },
  },
  [401, 403, 404, 422],
);
export const dismiss = endpoint(
  {
    operationId: 'dismissReviewer',
    tags: ['admin'],
    summary: 'End an appointment; what the reviewer set stands (staff)',
    security: bearer,
    params: IdParams,
    response: { 204: nothing },
  },
  [401, 403, 404],
);
