// Calls about mail: stopping it, and reading what a first start keeps instead of sending.
import type { KeptEmail, UnsubscribeView } from '@exchange/contracts';
import type { Api } from './client.ts';

export const viewUnsubscribe = (api: Api, token: string) => api.get<UnsubscribeView>('/unsubscribe', { token });
export const unsubscribe = (api: Api, token: string, all: boolean) =>
  api.post<UnsubscribeView>('/unsubscribe', all ? { token, all: true } : { token });
export const listMailbox = (api: Api, to?: string) =>
  api.get<{ items: KeptEmail[] }>('/dev/mailbox', { to, limit: 100 });
export const getKeptEmail = (api: Api, id: string) => api.get<KeptEmail>(`/dev/mailbox/${encodeURIComponent(id)}`);
