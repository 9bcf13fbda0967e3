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
import { endpointsOf } from '../plugins/endpoint.ts';
import { IdParams, SlugOrId } from '../requests.ts';

const endpoint = endpointsOf('shortlists');
const ItemParams = z.object({ id: z.uuid(), listingId: z.uuid() });

export const list = endpoint('listShortlists', 'An organisation’s shortlists (its members only), by name', {
  takes: { querystring: PageRequest.extend({ organisation: SlugOrId }) },
  gives: pageOf(Shortlist),
  fails: [404],
});
export const create = endpoint('createShortlist', 'Start a shortlist (owners, editors)', {
  description: 'Its name is its own within the organisation, in whatever case.',
  takes: { body: CreateShortlistBody },
  makes: Shortlist,
  fails: [403, 404, 409],
});
export const get = endpoint('getShortlist', 'A shortlist with all that is on it (members)', {
  description: 'The listing of an item is null while it is not public.',
  takes: { params: IdParams },
  gives: ShortlistWithItems,
  fails: [404],
});
export const rename = endpoint('renameShortlist', 'Give a shortlist another name (owners, editors)', {
  takes: { params: IdParams, body: UpdateShortlistBody },
  gives: Shortlist,
  fails: [403, 404, 409],
});
export const remove = endpoint('deleteShortlist', 'Delete a shortlist with all that is on it (owners, editors)', {
  takes: { params: IdParams },
  fails: [403, 404],
});
export const add = endpoint('addToShortlist', 'Put a published listing on a shortlist (owners, editors)', {
  description: 'Where it is on the list already, a note or tags given take the place of those there.',
  takes: { params: IdParams, body: AddToShortlistBody },
  makes: ShortlistItem,
  fails: [403, 404, 409],
});
export const updateItem = endpoint(
  'updateShortlistItem',
  'Change the note or tags of a listing on a shortlist (owners, editors)',
  { takes: { params: ItemParams, body: UpdateShortlistItemBody }, gives: ShortlistItem, fails: [403, 404, 409] },
);
export const takeOff = endpoint('takeOffShortlist', 'Take a listing off a shortlist (owners, editors)', {
  takes: { params: ItemParams },
  fails: [403, 404],
});
