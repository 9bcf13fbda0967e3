// The staff endpoints as OpenAPI and the handlers see them.
import { AuditEntry, text, Organisation, pageOf, ReviewItem } from '@exchange/contracts';
import { z } from 'zod';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { IdParams, PageRequest } from '../requests.ts';

const tags = ['admin'];

export const queue = endpoint(
  {
    operationId: 'listReviewQueue',
    tags,
    summary: 'Listings that wait for review, the longest-waiting first (staff, reviewers)',
    security: bearer,
    querystring: PageRequest,
    response: { 200: pageOf(ReviewItem) },
  },
  [401, 403, 422],
);
export const organisations = endpoint(
  {
    operationId: 'listOrganisations',
    tags,
    summary: 'Every organisation by name, or those found by a part of a name or of an identifier (staff)',
    security: bearer,
    querystring: PageRequest.extend({
      unverified: z
        .enum(['true', 'false'])
        .transform((value) => value === 'true')
        .optional(),
      /** Words of a name, or a part of an identifier. */
      q: text(160).optional(),
    }),
    response: { 200: pageOf(Organisation) },
  },
  [401, 403, 422],
);
export const verify = endpoint(
  {
    operationId: 'verifyOrganisation',
    tags,
    summary: 'Say that its identifiers were checked against their registers (staff)',
    security: bearer,
    params: IdParams,
    body: z.strictObject({}).nullish(),
    response: { 200: Organisation },
  },
  [401, 403, 404, 409, 422],
);
export const trust = endpoint(
  {
    operationId: 'trustOrganisation',
    tags,
    summary: 'Say whether its listings are published without review (staff)',
    security: bearer,
    params: IdParams,
    body: z.strictObject({ trusted: z.boolean() }),
    response: { 200: Organisation },
  },
  [401, 403, 404, 422],
);
export const audit = endpoint(
  {
    operationId: 'listAudit',
    tags,
    summary: 'The history of everything, or of one subject, newest first (staff)',
    security: bearer,
    querystring: PageRequest.extend({ subject: z.uuid().optional() }),
    response: { 200: pageOf(AuditEntry) },
  },
  [401, 403, 422],
);
