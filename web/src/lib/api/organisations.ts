// Calls about organisations.
import type { CreateOrganisationBody, Organisation } from '@exchange/contracts';
import type { Api } from './client.ts';

export const getOrganisation = (api: Api, slug: string) =>
  api.get<Organisation>(`/organisations/${encodeURIComponent(slug)}`);
export const createOrganisation = (api: Api, body: CreateOrganisationBody, key: string) =>
  api.post<Organisation>('/organisations', body, { 'idempotency-key': key });
