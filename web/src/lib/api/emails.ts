// Calls about mail: stopping it, and reading what a first start keeps instead of sending.
import type { KeptEmail, NotForMeBody, NotForMeLink, NotForMeView, UnsubscribeView } from '@exchange/contracts';
import type { Api } from './client.ts';

export const viewUnsubscribe = (api: Api, token: string) => api.get<UnsubscribeView>('/unsubscribe', { token });
export const unsubscribe = (api: Api, body: { token: string; all?: boolean; instead?: 'weekly' }) =>
  api.post<UnsubscribeView>('/unsubscribe', body);
export const viewNotForMe = (api: Api, link: NotForMeLink) => api.get<NotForMeView>('/not-for-me', link);
export const answerNotForMe = (api: Api, body: NotForMeBody) => api.post<NotForMeView>('/not-for-me', body);
export const takeBackNotForMe = (api: Api, link: NotForMeLink) => api.post<NotForMeView>('/not-for-me/undo', link);
export const listMailbox = (api: Api, to?: string) =>
  api.get<{ items: KeptEmail[] }>('/dev/mailbox', { to, limit: 100 });
export const getKeptEmail = (api: Api, id: string) => api.get<KeptEmail>(`/dev/mailbox/${encodeURIComponent(id)}`);
