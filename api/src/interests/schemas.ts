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
  SuggestedInterest,
  UpdateInterestBody,
} from '@exchange/contracts';
import { z } from 'zod';
import { nothing } from '../accounts/schemas.ts';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { IdParams, SlugOrId } from '../requests.ts';

const tags = ['interests'];

export const create = endpoint(
  {
    operationId: 'createInterest',
    tags,
    summary: 'Say what an organisation wants to hear about (owners, editors)',
    description:
      'It is matched against all published listings at once. `frequency` is how often the person who sends this is mailed: with `instant`, one mail comes with what fits already, and one for each listing that is published later.',
    security: bearer,
    body: CreateInterestBody,
    response: { 201: Interest },
  },
  [401, 403, 404, 409, 422],
);
export const list = endpoint(
  {
    operationId: 'listInterests',
    tags,
    summary: 'An organisation’s interests (members, staff), newest first',
    security: bearer,
    querystring: PageRequest.extend({ organisation: SlugOrId }),
    response: { 200: pageOf(Interest) },
  },
  [401, 403, 404, 422],
);
export const suggested = endpoint(
  {
    operationId: 'listSuggestedInterests',
    tags,
    summary: 'Interests that an organisation’s shortlists suggest (members, staff)',
    description:
      'At most three: what three shortlisted listings or more have in common and no interest of the organisation finds. Nothing is saved; `criteria` may be sent to `POST /interests`.',
    security: bearer,
    querystring: z.strictObject({ organisation: SlugOrId }),
    response: { 200: z.object({ items: z.array(SuggestedInterest) }) },
  },
  [401, 403, 404, 422],
);
export const get = endpoint(
  {
    operationId: 'getInterest',
    tags,
    summary: 'An interest (members, staff)',
    security: bearer,
    params: IdParams,
    response: { 200: Interest },
  },
  [401, 404],
);
export const update = endpoint(
  {
    operationId: 'updateInterest',
    tags,
    summary: 'Change an interest (owners, editors), or one’s own frequency (any member)',
    description:
      'New criteria are matched anew. The frequency is that of the person who asks; changing it alone leaves the version as it is.',
    security: bearer,
    params: IdParams,
    body: UpdateInterestBody,
    response: { 200: Interest },
  },
  [401, 403, 404, 409, 422],
);
export const alert = endpoint(
  {
    operationId: 'chooseAlert',
    tags,
    summary: 'Choose how often one is mailed about an interest (any member)',
    description: 'Each member’s own; other members keep theirs, and the version stays as it is.',
    security: bearer,
    params: IdParams,
    body: AlertBody,
    response: { 200: Interest },
  },
  [401, 403, 404, 422],
);
export const remove = endpoint(
  {
    operationId: 'deleteInterest',
    tags,
    summary: 'Delete an interest with its matches and alerts (owners, editors)',
    security: bearer,
    params: IdParams,
    response: { 204: nothing },
  },
  [401, 403, 404],
);
export const preview = endpoint(
  {
    operationId: 'previewInterest',
    tags,
    summary: 'What such an interest would have matched in the last 30 days',
    description:
      'The best ten, how many in all, and how many of the listings published now would fit; the id of each item is that of its listing. Nothing is saved.',
    security: bearer,
    body: PreviewInterestBody,
    response: { 200: PreviewSize.extend({ items: z.array(Match) }) },
  },
  [401, 403, 404, 422],
);
