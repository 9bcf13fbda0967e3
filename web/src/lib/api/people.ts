// Calls of the exchange team about people.
import type { PersonForStaff, ResetSecondFactorBody } from '@exchange/contracts';
import type { Api } from './client.ts';

/** @param email whole; none or one has it */
export const findPeople = (api: Api, email: string) => api.get<{ items: PersonForStaff[] }>('/admin/people', { email });
export const getPerson = (api: Api, id: string) => api.get<PersonForStaff>(`/admin/people/${encodeURIComponent(id)}`);
export const endSessionsOf = (api: Api, id: string, reason: string) =>
  api.post<undefined>(`/admin/people/${encodeURIComponent(id)}/end-sessions`, { reason });
/** Takes a code of one's own second step. */
export const resetSecondFactor = (api: Api, id: string, body: ResetSecondFactorBody) =>
  api.post<undefined>(`/admin/people/${encodeURIComponent(id)}/reset-second-factor`, body);
