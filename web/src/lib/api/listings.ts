// Calls about listings: searching, reading, writing, and their life.
import type {
  CreateListingBody,
  ContentChoice,
  HistoryEntry,
  Listing,
  ListingCard,
  ListingPage,
  OwnListings,
  Relaxed,
  UpdateListingBody,
} from '@exchange/contracts';
import type { Api, Query } from './client.ts';
import type { PageOf } from './page.ts';

export const searchListings = (api: Api, query: Query) => api.get<ListingPage>('/listings', query);
/** What asking for less would find, where a search found nothing. */
export const relaxSearch = (api: Api, query: Query) => api.get<Relaxed>('/listings/relaxed', query);
/** @param content `pending`: what the pending revision says, for those who may read it */
export const getListing = (api: Api, slugOrId: string, content?: ContentChoice) =>
  api.get<Listing>(`/listings/${encodeURIComponent(slugOrId)}`, { content });
export const similarListings = (api: Api, id: string) => api.get<{ items: ListingCard[] }>(`/listings/${id}/similar`);
export const createListing = (api: Api, body: CreateListingBody, key: string) =>
  api.post<Listing>('/listings', body, { 'idempotency-key': key });
export const updateListing = (api: Api, id: string, body: UpdateListingBody) =>
  api.patch<Listing>(`/listings/${encodeURIComponent(id)}`, body);
export const deleteDraft = (api: Api, id: string) => api.delete<undefined>(`/listings/${encodeURIComponent(id)}`);
export const listingHistory = (api: Api, id: string, cursor?: string) =>
  api.get<PageOf<HistoryEntry>>(`/listings/${encodeURIComponent(id)}/history`, { cursor, limit: 50 });
export const listOwnListings = (api: Api, organisation: string, cursor?: string, state?: string) =>
  api.get<OwnListings>(`/organisations/${encodeURIComponent(organisation)}/listings`, { cursor, state, limit: 50 });

export type Step =
  'submit' | 'publish' | 'request-changes' | 'decline' | 'confirm' | 'pause' | 'resume' | 'archive' | 'reopen';
/** Chooses when it becomes public, once approved; null for at once. */
export const scheduleListing = (api: Api, id: string, publishAt: string | null) =>
  api.post<Listing>(`/listings/${encodeURIComponent(id)}/schedule`, { publishAt });
/** Moves a listing along its life; `submit` answers 422 with everything that is missing. */
export const moveListing = (api: Api, id: string, step: Step, body: object = {}) =>
  api.post<Listing>(`/listings/${encodeURIComponent(id)}/${step}`, body);

/** Published ones, in the order asked for; the others are left out. */
export const compareListings = (api: Api, ids: readonly string[]) =>
  api.get<{ items: Listing[] }>('/listings/compare', { id: ids });
