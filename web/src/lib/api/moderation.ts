// Calls of the exchange team.
import type { Organisation, ReviewItem } from '@exchange/contracts';
import type { Api } from './client.ts';
import type { PageOf } from './page.ts';

export const reviewQueue = (api: Api, cursor?: string) =>
  api.get<PageOf<ReviewItem>>('/admin/review-queue', { cursor, limit: 50 });
export const listOrganisations = (api: Api, query: { q?: string; unverified?: string; cursor?: string }) =>
  api.get<PageOf<Organisation>>('/admin/organisations', { ...query, limit: 50 });
export const verifyOrganisation = (api: Api, id: string) =>
  api.post<Organisation>(`/admin/organisations/${encodeURIComponent(id)}/verify`, {});
export const trustOrganisation = (api: Api, id: string, trusted: boolean) =>
  api.post<Organisation>(`/admin/organisations/${encodeURIComponent(id)}/trust`, { trusted });
