// Calls about matches, from either side.
import type {
  AskKind,
  Audience,
  FairnessReport,
  MarkMatchesBody,
  Match,
  MatchCounts,
  MatchedListing,
  MatchState,
} from '@exchange/contracts';
import type { Api } from './client.ts';
import type { PageOf } from './page.ts';

export interface MatchFilter {
  organisation: string;
  side: 'interest' | 'listing';
  state?: MatchState | undefined;
  interest?: string | undefined;
  listing?: string | undefined;
  cursor?: string | undefined;
}

export const listMatches = (api: Api, filter: MatchFilter) => api.get<PageOf<Match>>('/matches', { ...filter });
export const getMatch = (api: Api, id: string) => api.get<Match>(`/matches/${encodeURIComponent(id)}`);

export interface MatchedListingFilter {
  organisation: string;
  state?: MatchState | undefined;
  interest?: string | undefined;
  ask?: AskKind | undefined;
  minScore?: number | undefined;
  sort?: 'best' | 'newest' | undefined;
  cursor?: string | undefined;
}
export const listMatchedListings = (api: Api, filter: MatchedListingFilter) =>
  api.get<PageOf<MatchedListing> & { counts: MatchCounts }>('/matches/listings', { ...filter });
export const markMatches = (api: Api, body: MarkMatchesBody) => api.post<{ changed: number }>('/matches/mark', body);
export const getAudience = (api: Api, listing: string) =>
  api.get<Audience>(`/listings/${encodeURIComponent(listing)}/audience`);
export const getFairness = (api: Api) => api.get<FairnessReport>('/admin/fairness');
