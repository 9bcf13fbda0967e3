// The endpoints of matches as OpenAPI and the handlers see them.
import { DismissBody, Match, MatchQuery, pageOf } from '@exchange/contracts';
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
