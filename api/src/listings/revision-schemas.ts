// The revision endpoints as OpenAPI and the handlers see them.
import { Listing, pageOf, Revision, RevisionDetail } from '@exchange/contracts';
import { z } from 'zod';
import { nothing } from '../accounts/schemas.ts';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { IdParams, PageRequest } from '../requests.ts';

const tags = ['listings'];
const Empty = z.strictObject({}).nullish();
const NumberParams = IdParams.extend({ number: z.coerce.number().int().min(1).max(1_000_000) });

export const list = endpoint(
  {
    operationId: 'listListingRevisions',
    tags,
    summary: 'Each content it has had in public, and the one that waits, newest first (members, staff)',
    security: bearer,
    params: IdParams,
    querystring: PageRequest,
    response: { 200: pageOf(Revision) },
  },
  [401, 403, 404, 422],
);
export const get = endpoint(
  {
    operationId: 'getListingRevision',
    tags,
    summary: 'One revision with what it changes, word by word (members, staff)',
    security: bearer,
    params: NumberParams,
    response: { 200: RevisionDetail },
  },
  [401, 403, 404],
);
export const restore = endpoint(
  {
    operationId: 'restoreListingRevision',
    tags,
    summary: 'Bring back what an earlier approved revision said, as a new one (staff)',
    security: bearer,
    params: NumberParams,
    body: Empty,
    response: { 200: Listing },
  },
  [401, 403, 404, 409, 422],
);
export const discard = endpoint(
  {
    operationId: 'discardListingRevision',
    tags,
    summary: 'Throw the pending revision away; the page stays (owners and editors)',
    security: bearer,
    params: IdParams,
    response: { 204: nothing },
  },
  [401, 403, 404, 409],
);
export const withdraw = endpoint(
  {
    operationId: 'withdrawListingRevision',
    tags,
    summary: 'Take a revision back from review, to go on writing (owners and editors)',
    security: bearer,
    params: IdParams,
    body: Empty,
    response: { 200: Listing },
  },
  [401, 403, 404, 409, 422],
);
