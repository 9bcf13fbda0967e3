// The listing endpoints as OpenAPI and the handlers see them.
import {
  ArchiveBody,
  CreateListingBody,
  HistoryEntry,
  Listing,
  pageOf,
  RequestChangesBody,
  UpdateListingBody,
} from '@exchange/contracts';
import { z } from 'zod';
import { nothing } from '../accounts/schemas.ts';
import { bearer, bearerOrNobody, endpoint } from '../plugins/endpoint.ts';
import { IdParams, PageRequest, SlugOrId } from '../requests.ts';

const tags = ['listings'];
/** No body, or an empty one. */
const Empty = z.strictObject({}).nullish();

export const create = endpoint(
  {
    operationId: 'createListing',
    tags,
    summary: 'Begin a draft, which may be incomplete (owners and editors)',
    description: 'Honours Idempotency-Key.',
    security: bearer,
    body: CreateListingBody,
    response: { 201: Listing },
  },
  [401, 403, 404, 409, 422],
);
export const get = endpoint(
  {
    operationId: 'getListing',
    tags,
    summary: 'A listing by id or slug; what is not published is for its organisation and staff',
    security: bearerOrNobody,
    params: z.object({ id: SlugOrId }),
    response: { 200: Listing },
  },
  [401, 404],
);
export const update = endpoint(
  {
    operationId: 'updateListing',
    tags,
    summary: 'Change the parts given (owners and editors)',
    description:
      'Drafts, listings sent back for changes, and paused ones; a paused one whose content changed is reviewed when it is resumed. A published listing is changed by staff, or by a trusted organisation.',
    security: bearer,
    params: IdParams,
    body: UpdateListingBody,
    response: { 200: Listing },
  },
  [401, 403, 404, 409, 422],
);
export const remove = endpoint(
  {
    operationId: 'deleteListing',
    tags,
    summary: 'Delete a draft',
    security: bearer,
    params: IdParams,
    response: { 204: nothing },
  },
  [401, 403, 404, 409],
);
export const history = endpoint(
  {
    operationId: 'listListingHistory',
    tags,
    summary: 'Who did what to it, newest first (members, staff)',
    security: bearer,
    params: IdParams,
    querystring: PageRequest,
    response: { 200: pageOf(HistoryEntry) },
  },
  [401, 403, 404, 422],
);

/** A step in the life of a listing: the state that is not right for it is a 409 INVALID_STATE. */
const lifecycle = <B extends z.ZodType>(operationId: string, summary: string, body: B) =>
  endpoint(
    { operationId, tags, summary, security: bearer, params: IdParams, body, response: { 200: Listing } },
    [401, 403, 404, 409, 422],
  );

export const submit = lifecycle(
  'submitListing',
  'Send a draft to review; 422 LISTING_INCOMPLETE names every missing part. A trusted organisation is published at once',
  Empty,
);
export const publish = lifecycle('publishListing', 'Publish a listing in review (staff)', Empty);
export const requestChanges = lifecycle(
  'requestListingChanges',
  'Send a listing in review back with a note, which is mailed to its writer (staff)',
  RequestChangesBody,
);
export const pause = lifecycle('pauseListing', 'Take a published listing out of sight for a while', Empty);
export const resume = lifecycle(
  'resumeListing',
  'Bring a paused listing back; to review when its content changed meanwhile',
  Empty,
);
export const archive = lifecycle('archiveListing', 'Take a listing out of sight for good', ArchiveBody.nullish());
