// Calls about shortlists: what an organisation keeps together.
import type { Shortlist, ShortlistItem, ShortlistWithItems } from '@exchange/contracts';
import type { Api } from './client.ts';
import type { PageOf } from './page.ts';

const at = (id: string) => `/shortlists/${encodeURIComponent(id)}`;
const itemAt = (id: string, listingId: string) => `${at(id)}/items/${encodeURIComponent(listingId)}`;

export const listShortlists = (api: Api, organisation: string, cursor?: string) =>
  api.get<PageOf<Shortlist>>('/shortlists', { organisation, cursor, limit: 50 });
export const getShortlist = (api: Api, id: string) => api.get<ShortlistWithItems>(at(id));
export const createShortlist = (api: Api, body: { organisationId: string; name: string }, key: string) =>
  api.post<Shortlist>('/shortlists', body, { 'idempotency-key': key });
export const renameShortlist = (api: Api, id: string, body: { version: number; name: string }) =>
  api.patch<Shortlist>(at(id), body);
export const deleteShortlist = (api: Api, id: string) => api.delete<undefined>(at(id));
export const addToShortlist = (api: Api, id: string, listingId: string) =>
  api.post<ShortlistItem>(`${at(id)}/items`, { listingId });
export const updateShortlistItem = (
  api: Api,
  id: string,
  listingId: string,
  body: { version: number; note: string; tags: string[] },
) => api.patch<ShortlistItem>(itemAt(id, listingId), body);
export const takeOffShortlist = (api: Api, id: string, listingId: string) =>
  api.delete<undefined>(itemAt(id, listingId));
