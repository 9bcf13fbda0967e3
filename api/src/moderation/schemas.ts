// The staff endpoints as OpenAPI and the handlers see them.
import { AuditEntry, text, Organisation, pageOf, ReviewItem } from '@exchange/contracts';
import { z } from 'zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { IdParams, NoBody, PageRequest } from '../requests.ts';

const endpoint = endpointsOf('admin');

export const queue = endpoint(
  'listReviewQueue',
  'Listings that wait for review, the longest-waiting first (staff, reviewers)',
  { takes: { querystring: PageRequest }, gives: pageOf(ReviewItem), fails: [403] },
);
export const organisations = endpoint(
  'listOrganisations',
  'Every organisation by name, or those found by a part of a name or of an identifier (staff)',
  {
    takes: {
      querystring: PageRequest.extend({
        unverified: z
          .enum(['true', 'false'])
          .transform((value) => value === 'true')
          .optional(),
        /** Words of a name, or a part of an identifier. */
        q: text(160).optional(),
      }),
    },
    gives: pageOf(Organisation),
    fails: [403],
  },
);
export const verify = endpoint(
  'verifyOrganisation',
  'Say that its identifiers were checked against their registers (staff)',
  { takes: { params: IdParams, body: NoBody }, gives: Organisation, fails: [403, 404, 409] },
);
export const trust = endpoint('trustOrganisation', 'Say whether its listings are published without review (staff)', {
  takes: { params: IdParams, body: z.strictObject({ trusted: z.boolean() }) },
  gives: Organisation,
  fails: [403, 404],
});
export const audit = endpoint('listAudit', 'The history of everything, or of one subject, newest first (staff)', {
  takes: { querystring: PageRequest.extend({ subject: z.uuid().optional() }) },
  gives: pageOf(AuditEntry),
  fails: [403],
});
