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
import { bearerOrNobody, endpointsOf } from '../plugins/endpoint.ts';
import { IdParams, NoBody, PageRequest, SlugOrId } from '../requests.ts';

const endpoint = endpointsOf('listings');

export const create = endpoint('createListing', 'Begin a draft, which may be incomplete (owners and editors)', {
  description: 'Honours Idempotency-Key.',
  takes: { body: CreateListingBody },
  makes: Listing,
  fails: [403, 404, 409],
});
export const get = endpoint(
  'getListing',
  'A listing by id or slug; what is not published is for its organisation and staff',
  {
    description:
      'Members and staff also get `pendingRevision`, and with content=pending what it says in place of what is public.',
    security: bearerOrNobody,
    takes: { params: z.object({ id: SlugOrId }), querystring: z.object({ content: ContentChoice.optional() }) },
    gives: Listing,
    fails: [404],
  },
);
export const update = endpoint('updateListing', 'Change the parts given (owners and editors)', {
  description:
    'A published listing stays as it is: its members write into a pending revision, which the reply shows, and submit it. Staff and trusted organisations change it at once, unless a revision is open. A paused one whose content changed is reviewed when it is resumed.',
  takes: { params: IdParams, body: UpdateListingBody },
  gives: Listing,
  fails: [403, 404, 409],
});
export const remove = endpoint('deleteListing', 'Delete a draft', {
  takes: { params: IdParams },
  fails: [403, 404, 409],
});
export const view = endpoint(
  'countListingView',
  'Count one opening of its page (the web only, which proves itself by x-exchange-web-key)',
  {
    description:
      'A count a day and nothing else is kept. What members of its organisation and staff open is not counted.',
    security: bearerOrNobody,
    takes: { params: IdParams, body: NoBody },
    fails: [403, 404],
  },
);
export const history = endpoint('listListingHistory', 'Who did what to it, newest first (members, staff)', {
  takes: { params: IdParams, querystring: PageRequest },
  gives: pageOf(HistoryEntry),
  fails: [403, 404],
});

/** A step in the life of a listing: the state that is not right for it is a 409 INVALID_STATE. */
const lifecycle = <B extends z.ZodType>(operationId: string, summary: string, body: B) =>
  endpoint(operationId, summary, { takes: { params: IdParams, body }, gives: Listing, fails: [403, 404, 409] });

export const submit = lifecycle(
  'submitListing',
  'Send a draft, or the pending revision of a published listing, to review; 422 LISTING_INCOMPLETE names every missing part. A trusted organisation is published at once',
  NoBody,
);
export const publish = lifecycle(
  'publishListing',
  'Publish a listing in review, or put a revision in review in the place of its page (staff). 409 CHECKLIST_INCOMPLETE while a review that was begun lacks points',
  NoBody,
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
export const confirm = lifecycle('confirmListing', 'Say that a published listing is still right', NoBody);
export const pause = lifecycle('pauseListing', 'Take a published listing out of sight for a while', NoBody);
export const resume = lifecycle(
  'resumeListing',
  'Bring a paused listing back; to review when its content changed meanwhile',
  NoBody,
);
export const archive = lifecycle(
  'archiveListing',
  'Take a listing out of sight until it is reopened',
  ArchiveBody.nullish(),
);
export const reopen = lifecycle(
  'reopenListing',
  'Take a listing out of the archive: paused if it was public once, else as a draft',
  NoBody,
);
