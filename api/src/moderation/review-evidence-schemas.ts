// The endpoints of the reviewed level of evidence, and of those who set it, as OpenAPI and the handlers see them.
import { AppointReviewerBody, EvidenceReviewBody, Listing, Reviewer } from '@exchange/contracts';
import { endpointsOf } from '../plugins/endpoint.ts';
import { IdParams, itemsOf } from '../requests.ts';

const endpoint = endpointsOf('listings');
const adminEndpoint = endpointsOf('admin');

export const review = endpoint(
  'reviewListingEvidence',
  'Set the reviewed level of evidence, with why and what would raise it (staff, appointed reviewers)',
  {
    description:
      'Of a listing that is published, paused or in review. Reviewers set it for other organisations than their own. Another level than before is a material change: matching looks again. The writer is mailed.',
    takes: { params: IdParams, body: EvidenceReviewBody },
    gives: Listing,
    fails: [403, 404, 409],
  },
);
export const list = adminEndpoint(
  'listReviewers',
  'Those who may set the reviewed level of evidence beside staff (staff)',
  { gives: itemsOf(Reviewer), fails: [403] },
);
export const appoint = adminEndpoint(
  'appointReviewer',
  'Appoint somebody who has an account with a verified address (staff)',
  { takes: { body: AppointReviewerBody }, gives: Reviewer, fails: [403, 404] },
);
export const dismiss = adminEndpoint('dismissReviewer', 'End an appointment; what the reviewer set stands (staff)', {
  takes: { params: IdParams },
  fails: [403, 404],
});
