// Calls about interests: what an organisation wants to hear about.
import type {
  CreateInterestBody,
  Frequency,
  Interest,
  InterestFeedback,
  Match,
  PreviewSize,
  ProposalCode,
  SuggestedInterest,
  UpdateInterestBody,
} from '@exchange/contracts';
import type { z } from 'zod';
import type { Api } from './client.ts';
import type { PageOf } from './page.ts';

export type InterestPreview = PreviewSize & { items: Match[] };

export const listInterests = (api: Api, organisation: string, cursor?: string) =>
  api.get<PageOf<Interest>>('/interests', { organisation, cursor, limit: 50 });
export const getInterest = (api: Api, id: string) => api.get<Interest>(`/interests/${encodeURIComponent(id)}`);
export const createInterest = (api: Api, body: z.input<typeof CreateInterestBody>, key: string) =>
  api.post<Interest>('/interests', body, { 'idempotency-key': key });
export const updateInterest = (api: Api, id: string, body: z.input<typeof UpdateInterestBody>) =>
  api.patch<Interest>(`/interests/${encodeURIComponent(id)}`, body);
export const deleteInterest = (api: Api, id: string) => api.delete<undefined>(`/interests/${encodeURIComponent(id)}`);
export const previewInterest = (api: Api, body: object) => api.post<InterestPreview>('/interests/preview', body);
export const chooseAlert = (api: Api, id: string, frequency: Frequency) =>
  api.put<Interest>(`/interests/${encodeURIComponent(id)}/alert`, { frequency });
export const listSuggested = (api: Api, organisation: string) =>
  api.get<{ items: SuggestedInterest[] }>('/interests/suggested', { organisation });
export const putSuggestionAside = (api: Api, body: { organisation: string; serviceArea: string }) =>
  api.post<undefined>('/interests/suggested/put-aside', body);

const at = (id: string) => `/interests/${encodeURIComponent(id)}`;
export const getFeedback = (api: Api, id: string) => api.get<InterestFeedback>(`${at(id)}/feedback`);
export const answerProposal = (api: Api, id: string, code: ProposalCode, body: { accept: boolean; version: number }) =>
  api.post<Interest>(`${at(id)}/proposals/${code}`, body);
export const undoAnswer = (api: Api, id: string, answer: string, version: number) =>
  api.post<Interest>(`${at(id)}/answers/${encodeURIComponent(answer)}/undo`, { version });
export const resetWeights = (api: Api, id: string) => api.post<InterestFeedback>(`${at(id)}/weights/reset`);
