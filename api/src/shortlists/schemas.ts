// The endpoints of shortlists as OpenAPI and the handlers see them.
import {
  AddToShortlistBody,
  CreateShortlistBody,
  pageOf,
  PageRequest,
  Shortlist,
  ShortlistItem,
  ShortlistWithItems,
  UpdateShortlistBody,
  UpdateShortlistItemBody,
} from '@exchange/contracts';
import { z } from 'zod';
import { nothing } from '../accounts/schemas.ts';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { IdParams, SlugOrId } from '../requests.ts';

const tags = ['shortlists'];
const common = { tags, security: bearer } as const;
const ItemParams = z.object({ id: z.uuid(), listingId: z.uuid() });

export const list = endpoint(
  {
    ...common,
    operationId: 'listShortlists',
    summary: 'An organisation’s shortlists (its members only), by name',
    querystring: PageRequest.extend({ organisation: SlugOrId }),
    response: { 200: pageOf(Shortlist) },
  },
  [401, 404, 422],
);
export const create = endpoint(
  {
    ...common,
    operationId: 'createShortlist',
    summary: 'Start a shortlist (owners, editors)',
    description: 'Its name is its own within the organisation, in whatever case.',
    body: CreateShortlistBody,
    response: { 201: Shortlist },
  },
  [401, 403, 404, 409, 422],
);
export const get = endpoint(
  {
    ...common,
    operationId: 'getShortlist',
    summary: 'A shortlist with all that is on it (members)',
    description: 'The listing of an item is null while it is not public.',
    params: IdParams,
    response: { 200: ShortlistWithItems },
  },
  [401, 404],
);
export const rename = endpoint(
  {
    ...common,
    operationId: 'renameShortlist',
    summary: 'Give a shortlist another name (owners, editors)',
    params: IdParams,
    body: UpdateShortlistBody,
    response: { 200: Shortlist },
  },
  [401, 403, 404, 409, 422],
);
export const remove = endpoint(
  {
    ...common,
    operationId: 'deleteShortlist',
    summary: 'Delete a shortlist with all that is on it (owners, editors)',
    params: IdParams,
    response: { 204: nothing },
  },
  [401, 403, 404],
);
export const add = endpoint(
  {
    ...common,
    operationId: 'addToShortlist',
    summary: 'Put a published listing on a shortlist (owners, editors)',
    description: 'Where it is on the list already, a note or tags given take the place of those there.',
    params: IdParams,
    body: AddToShortlistBody,
    response: { 201: ShortlistItem },
  },
  [401, 403, 404, 409, 422],
);
export const updateItem = endpoint(
  {
    ...common,
    operationId: 'updateShortlistItem',
    summary: 'Change the note or tags of a listing on a shortlist (owners, editors)',
    params: ItemParams,
    body: UpdateShortlistItemBody,
    response: { 200: ShortlistItem },
  },
  [401, 403, 404, 409, 422],
);
export const takeOff = endpoint(
  {
    ...common,
    operationId: 'takeOffShortlist',
    summary: 'Take a listing off a shortlist (owners, editors)',
    params: ItemParams,
    response: { 204: nothing },
  },
  [401, 403, 404],
);
