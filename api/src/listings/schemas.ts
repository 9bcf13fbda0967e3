// The listing endpoints as OpenAPI and the handlers see them.
import {
  ArchiveBody,
  ContentChoice,
  CreateListingBody,
  DeclineBody,
  HistoryEntry,
  Listing,
  pageOf,
  RequestChangesBody,
  ScheduleBody,
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
    description:
      'Members and staff also get `pendingRevision`, and with content=pending what it says in place of what is public.',
    params: z.object({ id: SlugOrId }),
    querystring: z.object({ content: ContentChoice.optional() }),
    response: { 200: Listing },
  },
  [401, 404, 422],
);
export const update = endpoint(
  {
    operationId: 'updateListing',
    tags,
    summary: 'Change the parts given (owners and editors)',
    description:
      'A published listing stays as it is: its members write into a pending revision, which the reply shows, and submit it. Staff and trusted organisations change it at once, unless a revision is open. A paused one whose content changed is reviewed when it is resumed.',
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
export const view = endpoint(
  {
    operationId: 'countListingView',
    tags,
    summary: 'Count one opening of its page (the web only, which proves itself by x-exchange-web-key)',
    description:
      'A count a day and nothing else is kept. What members of its organisation and staff open is not counted.',
    security: bearerOrNobody,
    params: IdParams,
    body: Empty,
    response: { 204: nothing },
  },
  [401, 403, 404, 422],
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
  'Send a draft, or the pending revision of a published listing, to review; 422 LISTING_INCOMPLETE names every missing part. A trusted organisation is published at once',
  Empty,
);
export const publish = lifecycle(
  'publishListing',
  'Publish a listing in review, or put a revision in review in the place of its page (staff). 409 CHECKLIST_INCOMPLETE while a review that was begun lacks points',
  Empty,
);
export const requestChanges = lifecycle(
  'requestListingChanges',
  'Send a listing or a revision in review back with a note, which is mailed to its writer (staff)',
  RequestChangesBody,
);
export const decline = lifecycle(
  'declineListing',
  'Decline it with a reason: a listing in review is a draft again, a revision in review is closed and the page stays (staff)',
  DeclineBody,
);
export const schedule = lifecycle(
  'scheduleListing',
  'Choose when it becomes public, once it is approved; until then it is paused',
  ScheduleBody,
);
export const confirm = lifecycle('confirmListing', 'Say that a published listing is still right', Empty);
export const pause = lifecycle('pauseListing', 'Take a published listing out of sight for a while', Empty);
export const resume = lifecycle(
  'resumeListing',
  'Bring a paused listing back; to review when its content changed meanwhile',
  Empty,
);
export const archive = lifecycle(
  'archiveListing',
  'Take a listing out of sight until it is reopened',
  ArchiveBody.nullish(),
);
export const reopen = lifecycle(
  'reopenListing',
  'Take a listing out of the archive: paused if it was public once, else as a draft',
  Empty,
);
