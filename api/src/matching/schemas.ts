// The endpoints of matches as OpenAPI and the handlers see them.
import {
  Audience,
  DismissBody,
  MarkMatchesBody,
  Match,
  MatchCounts,
  MatchedListing,
  MatchedListingQuery,
  MatchQuery,
  pageOf,
} from '@exchange/contracts';
import { z } from 'zod';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { IdParams, SlugOrId } from '../requests.ts';

const tags = ['matches'];

export const list = endpoint(
  {
    operationId: 'listMatches',
    tags,
    summary: 'An organisation’s matches (members, staff), newest first',
    description:
      '`side=interest` gives the matches of its interests (without `state`, all but the dismissed); `side=listing` those of its listings: who is interested, and why. What the other side did about a match is not told: to the listing’s side each is `new`.',
    security: bearer,
    querystring: MatchQuery.extend({ organisation: SlugOrId }),
    response: { 200: pageOf(Match) },
  },
  [401, 403, 404, 422],
);
export const listByListing = endpoint(
  {
    operationId: 'listMatchedListings',
    tags,
    summary: 'The listings that fit an organisation’s interests (members, staff), each once',
    description:
      'A listing that several interests found comes once, with a match for each. Without `state`, all but the dismissed. `counts` says how many listings there are in each state with the other filters as they are.',
    security: bearer,
    querystring: MatchedListingQuery.extend({ organisation: SlugOrId }),
    response: { 200: pageOf(MatchedListing).extend({ counts: MatchCounts }) },
  },
  [401, 403, 404, 422],
);
export const mark = endpoint(
  {
    operationId: 'markMatches',
    tags,
    summary: 'Mark several matches at once (owners, editors of the interest’s side)',
    description:
      'All of them, or none when one of them is not there or not yours. `dismiss` needs a `reason`. `changed` leaves out those that were so already.',
    security: bearer,
    body: MarkMatchesBody,
    response: { 200: z.object({ changed: z.int() }) },
  },
  [401, 403, 404, 422],
);
export const audience = endpoint(
  {
    operationId: 'getAudience',
    tags,
    summary: 'Who a published listing fits, and what would widen the circle (members of its organisation, staff)',
    description:
      'Organisations, best first, each once and unnamed where it chose to be. `widening` tells what stopped the listing at others that nothing else stopped it at, as soon as there are `leastOrganisations` of them; money in round figures.',
    security: bearer,
    params: z.object({ id: SlugOrId }),
    response: { 200: Audience },
  },
  [401, 404, 409],
);
export const get = endpoint(
  {
    operationId: 'getMatch',
    tags,
    summary: 'A match (members of either side, staff)',
    security: bearer,
    params: IdParams,
    response: { 200: Match },
  },
  [401, 404],
);
const action = (operationId: string, summary: string, description?: string) =>
  ({ operationId, tags, summary, description, security: bearer, params: IdParams, response: { 200: Match } }) as const;
export const seen = endpoint(
  action(
    'markMatchSeen',
    'Mark a match as seen (owners, editors of the interest’s side)',
    'One that was shortlisted or dismissed stays so.',
  ),
  [401, 403, 404],
);
export const shortlist = endpoint(
  action('shortlistMatch', 'Shortlist a match (owners, editors of the interest’s side)'),
  [401, 403, 404],
);
export const reopen = endpoint(
  action(
    'reopenMatch',
    'Take back that a match was shortlisted or dismissed (owners, editors of the interest’s side)',
    'It is `seen` then; other states stay as they are. The listing stays on shortlists.',
  ),
  [401, 403, 404],
);
export const dismiss = endpoint(
  {
    ...action(
      'dismissMatch',
      'Not for us, because … (owners, editors of the interest’s side)',
      '`reason` is a code of the list or one’s own words; the match is not mailed again.',
    ),
    body: DismissBody,
  },
  [401, 403, 404, 422],
);
