// Calls about matches, from either side.
import type { Match, MatchState } from '@exchange/contracts';
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
export const markMatch = (api: Api, id: string, mark: 'seen' | 'shortlist') =>
  api.post<Match>(`/matches/${encodeURIComponent(id)}/${mark}`, {});
export const dismissMatch = (api: Api, id: string, body: { reason: string; note?: string }) =>
  api.post<Match>(`/matches/${encodeURIComponent(id)}/dismiss`, body);
