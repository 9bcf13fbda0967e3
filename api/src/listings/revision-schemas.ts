// The revision endpoints as OpenAPI and the handlers see them.
import { Listing, pageOf, Revision, RevisionDetail } from '@exchange/contracts';
import { z } from 'zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { IdParams, NoBody, PageRequest } from '../requests.ts';

const endpoint = endpointsOf('listings');
const NumberParams = IdParams.extend({ number: z.coerce.number().int().min(1).max(1_000_000) });

export const list = endpoint(
  'listListingRevisions',
  'Each content it has had in public, and the one that waits, newest first (members, staff)',
  { takes: { params: IdParams, querystring: PageRequest }, gives: pageOf(Revision), fails: [403, 404] },
);
export const get = endpoint('getListingRevision', 'One revision with what it changes, word by word (members, staff)', {
  takes: { params: NumberParams },
  gives: RevisionDetail,
  fails: [403, 404],
});
export const restore = endpoint(
  'restoreListingRevision',
  'Bring back what an earlier approved revision said, as a new one (staff)',
  { takes: { params: NumberParams, body: NoBody }, gives: Listing, fails: [403, 404, 409] },
);
export const discard = endpoint(
  'discardListingRevision',
  'Throw the pending revision away; the page stays (owners and editors)',
  { takes: { params: IdParams }, fails: [403, 404, 409] },
);
export const withdraw = endpoint(
  'withdrawListingRevision',
  'Take a revision back from review, to go on writing (owners and editors)',
  { takes: { params: IdParams, body: NoBody }, gives: Listing, fails: [403, 404, 409] },
);
