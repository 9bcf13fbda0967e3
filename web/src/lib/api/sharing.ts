// Calls about listings between organisations: co-editors from elsewhere, and handing a listing on.
import type { Partnership, Transfer } from '@exchange/contracts';
import type { Api } from './client.ts';
import type { PageOf } from './page.ts';

const listing = (id: string) => `/listings/${encodeURIComponent(id)}`;
const organisation = (slug: string) => `/organisations/${encodeURIComponent(slug)}`;

export const listPartners = (api: Api, id: string) => api.get<{ items: Partnership[] }>(`${listing(id)}/partners`);
export const invitePartner = (api: Api, id: string, called: string) =>
  api.post<Partnership>(`${listing(id)}/partners`, { organisation: called });
export const joinAsPartner = (api: Api, id: string, organisationId: string) =>
  api.post<Partnership>(`${listing(id)}/partners/${encodeURIComponent(organisationId)}/accept`);
export const removePartner = (api: Api, id: string, organisationId: string) =>
  api.delete<undefined>(`${listing(id)}/partners/${encodeURIComponent(organisationId)}`);
export const listPartnerships = (api: Api, slug: string, cursor?: string) =>
  api.get<PageOf<Partnership>>(`${organisation(slug)}/partnerships`, { cursor, limit: 50 });

export const requestTransfer = (api: Api, id: string, body: { toOrganisation: string; note?: string }) =>
  api.post<Transfer>(`${listing(id)}/transfer`, body);
export const listTransfers = (api: Api, slug: string, cursor?: string) =>
  api.get<PageOf<Transfer>>(`${organisation(slug)}/transfers`, { cursor, limit: 50 });
/** The question about a listing that waits for an answer, if there is one. */
export const listTransfersOf = (api: Api, slug: string, listing: string) =>
  api.get<PageOf<Transfer>>(`${organisation(slug)}/transfers`, { listing });
export const decideTransfer = (api: Api, id: string, decision: 'accept' | 'decline' | 'cancel') =>
  api.post<Transfer>(`/transfers/${encodeURIComponent(id)}/${decision}`);
