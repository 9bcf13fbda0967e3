// Calls about what people look for, and the synonyms of the search.
import type { SearchReport, Synonym, SynonymPair, UnmetDemand } from '@exchange/contracts';
import type { Api } from './client.ts';

export const getSearchReport = (api: Api, days: number) => api.get<SearchReport>('/admin/searches', { days });
export const getUnmetDemand = (api: Api) => api.get<UnmetDemand>('/unmet-demand');
export const listSynonyms = (api: Api) => api.get<{ items: Synonym[] }>('/admin/synonyms');
export const addSynonym = (api: Api, pair: SynonymPair) => api.post<Synonym>('/admin/synonyms', pair);
export const removeSynonym = (api: Api, id: string) =>
  api.delete<undefined>(`/admin/synonyms/${encodeURIComponent(id)}`);
