// Calls about what people look for.
import type { SearchReport, UnmetDemand } from '@exchange/contracts';
import type { Api } from './client.ts';

export const getSearchReport = (api: Api, days: number) => api.get<SearchReport>('/admin/searches', { days });
export const getUnmetDemand = (api: Api) => api.get<UnmetDemand>('/unmet-demand');
