// Calls about a listing's revisions: what waits beside its page, and what was public before.
import type { Listing, Revision, RevisionDetail } from '@exchange/contracts';
import type { Api } from './client.ts';
import type { PageOf } from './page.ts';

const of = (id: string) => `/listings/${encodeURIComponent(id)}`;

export const listRevisions = (api: Api, id: string, cursor?: string) =>
  api.get<PageOf<Revision>>(`${of(id)}/revisions`, { cursor, limit: 20 });
export const getRevision = (api: Api, id: string, number: number | string) =>
  api.get<RevisionDetail>(`${of(id)}/revisions/${encodeURIComponent(String(number))}`);
export const restoreRevision = (api: Api, id: string, number: number | string) =>
  api.post<Listing>(`${of(id)}/revisions/${encodeURIComponent(String(number))}/restore`, {});
export const discardRevision = (api: Api, id: string) => api.delete<undefined>(`${of(id)}/revision`);
export const withdrawRevision = (api: Api, id: string) => api.post<Listing>(`${of(id)}/revision/withdraw`, {});
