// The endpoints of interests as OpenAPI and the handlers see them.
import {
  AlertBody,
  CreateInterestBody,
  Interest,
  Match,
  pageOf,
  PageRequest,
  PreviewInterestBody,
  PreviewSize,
  PutAsideBody,
  SuggestedInterest,
  UpdateInterestBody,
} from '@exchange/contracts';
import { z } from 'zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { IdParams, itemsOf, SlugOrId } from '../requests.ts';

const endpoint = endpointsOf('interests');

export const create = endpoint('createInterest', 'Say what an organisation wants to hear about (owners, editors)', {
  description:
    'It is matched against all published listings at once. `frequency` is how often the person who sends this is mailed: with `instant`, one mail comes with what fits already, and one for each listing that is published later.',
  takes: { body: CreateInterestBody },
  makes: Interest,
  fails: [403, 404, 409],
});
export const list = endpoint('listInterests', 'An organisation’s interests (members, staff), newest first', {
  takes: { querystring: PageRequest.extend({ organisation: SlugOrId }) },
  gives: pageOf(Interest),
  fails: [403, 404],
});
export const suggested = endpoint(
  'listSuggestedInterests',
  'Interests that an organisation’s shortlists suggest (members, staff)',
  {
    description:
      'At most three: what three shortlisted listings or more have in common and no interest of the organisation finds. Nothing is saved; `criteria` may be sent to `POST /interests`.',
    takes: { querystring: z.strictObject({ organisation: SlugOrId }) },
    gives: itemsOf(SuggestedInterest),
    fails: [403, 404],
  },
);
export const putAside = endpoint('putSuggestionAside', 'Put a suggested interest aside: not now (owners, editors)', {
  description:
    'It stays away for the whole organisation until three shortlisted listings or more are new to it. `serviceArea` is that of its criteria.',
  takes: { body: PutAsideBody },
  fails: [403, 404],
});
export const get = endpoint('getInterest', 'An interest (members, staff)', {
  takes: { params: IdParams },
  gives: Interest,
  fails: [404],
});
export const update = endpoint(
  'updateInterest',
  'Change an interest (owners, editors), or one’s own frequency (any member)',
  {
    description:
      'New criteria are matched anew. The frequency is that of the person who asks; changing it alone leaves the version as it is.',
    takes: { params: IdParams, body: UpdateInterestBody },
    gives: Interest,
    fails: [403, 404, 409],
  },
);
export const alert = endpoint('chooseAlert', 'Choose how often one is mailed about an interest (any member)', {
  description: 'Each member’s own; other members keep theirs, and the version stays as it is.',
  takes: { params: IdParams, body: AlertBody },
  gives: Interest,
  fails: [403, 404],
});
export const remove = endpoint('deleteInterest', 'Delete an interest with its matches and alerts (owners, editors)', {
  takes: { params: IdParams },
  fails: [403, 404],
});
export const preview = endpoint('previewInterest', 'What such an interest would have matched in the last 30 days', {
  description:
    'The best ten, how many in all, and how many of the listings published now would fit; the id of each item is that of its listing. Nothing is saved.',
  takes: { body: PreviewInterestBody },
  gives: PreviewSize.extend({ items: z.array(Match) }),
  fails: [403, 404],
});
