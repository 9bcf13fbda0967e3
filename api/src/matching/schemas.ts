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
import { endpointsOf } from '../plugins/endpoint.ts';
import { IdParams, SlugOrId } from '../requests.ts';

const endpoint = endpointsOf('matches');

export const list = endpoint('listMatches', 'An organisation’s matches (members, staff), newest first', {
  description:
    '`side=interest` gives the matches of its interests (without `state`, all but the dismissed); `side=listing` those of its listings: who is interested, and why. What the other side did about a match is not told: to the listing’s side each is `new`.',
  takes: { querystring: MatchQuery.extend({ organisation: SlugOrId }) },
  gives: pageOf(Match),
  fails: [403, 404],
});
export const listByListing = endpoint(
  'listMatchedListings',
  'The listings that fit an organisation’s interests (members, staff), each once',
  {
    description:
      'A listing that several interests found comes once, with a match for each. Without `state`, all but the dismissed. `counts` says how many listings there are in each state with the other filters as they are.',
    takes: { querystring: MatchedListingQuery.extend({ organisation: SlugOrId }) },
    gives: pageOf(MatchedListing).extend({ counts: MatchCounts }),
    fails: [403, 404],
  },
);
export const mark = endpoint('markMatches', 'Mark several matches at once (owners, editors of the interest’s side)', {
  description:
    'All of them, or none when one of them is not there or not yours. `dismiss` needs a `reason`. `changed` leaves out those that were so already.',
  takes: { body: MarkMatchesBody },
  gives: z.object({ changed: z.int() }),
  fails: [403, 404],
});
export const audience = endpoint(
  'getAudience',
  'Who a published listing fits, and what would widen the circle (members of its organisation, staff)',
  {
    description:
      'Organisations, best first, each once and unnamed where it chose to be. `widening` tells what stopped the listing at others that nothing else stopped it at, as soon as there are `leastOrganisations` of them; money in round figures.',
    takes: { params: z.object({ id: SlugOrId }) },
    gives: Audience,
    fails: [404, 409],
  },
);
export const get = endpoint('getMatch', 'A match (members of either side, staff)', {
  takes: { params: IdParams },
  gives: Match,
  fails: [404],
});
/** What a step of one match takes and gives. */
const step = { takes: { params: IdParams }, gives: Match, fails: [403, 404] } as const;
export const seen = endpoint('markMatchSeen', 'Mark a match as seen (owners, editors of the interest’s side)', {
  ...step,
  description: 'One that was shortlisted or dismissed stays so.',
});
export const shortlist = endpoint('shortlistMatch', 'Shortlist a match (owners, editors of the interest’s side)', step);
export const reopen = endpoint(
  'reopenMatch',
  'Take back that a match was shortlisted or dismissed (owners, editors of the interest’s side)',
  {
    ...step,
    description: 'It is `seen` then; other states stay as they are. The listing stays on shortlists.',
  },
);
export const dismiss = endpoint('dismissMatch', 'Not for us, because … (owners, editors of the interest’s side)', {
  ...step,
  description: '`reason` is a code of the list or one’s own words; the match is not mailed again.',
  takes: { ...step.takes, body: DismissBody },
});
