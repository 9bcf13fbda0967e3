// Calls of the exchange team about mail and the jobs behind it.
import type {
  DeadJob,
  EmailDetail,
  EmailKind,
  EmailLogEntry,
  EmailPreview,
  Suppression,
  WorkStatus,
} from '@exchange/contracts';
import type { Api } from './client.ts';
import type { PageOf } from './page.ts';

const email = (id: string) => `/admin/emails/${encodeURIComponent(id)}`;
const job = (id: string) => `/admin/jobs/${encodeURIComponent(id)}`;

export const emailLog = (api: Api, filter: { to?: string; kind?: string; state?: string; cursor?: string }) =>
  api.get<PageOf<EmailLogEntry>>('/admin/emails', { ...filter, limit: 50 });
export const getEmail = (api: Api, id: string) => api.get<EmailDetail>(email(id));
export const resendEmail = (api: Api, id: string, reason: string, key: string) =>
  api.post<EmailDetail>(`${email(id)}/resend`, { reason }, { 'idempotency-key': key });

export const listKinds = (api: Api) =>
  api.get<{ items: Pick<EmailPreview, 'kind' | 'subject'>[] }>('/admin/email-kinds');
export const getKind = (api: Api, kind: string) =>
  api.get<EmailPreview & { kind: EmailKind }>(`/admin/email-kinds/${encodeURIComponent(kind)}`);

export const listSuppressions = (api: Api, filter: { address?: string; cursor?: string }) =>
  api.get<PageOf<Suppression>>('/admin/suppressions', { ...filter, limit: 50 });
export const liftSuppression = (api: Api, id: string, reason: string) =>
  api.post<undefined>(`/admin/suppressions/${encodeURIComponent(id)}/lift`, { reason });
export const ownSuppression = (api: Api) =>
  api.get<{ suppression: Pick<Suppression, 'reason' | 'since'> | null }>('/me/suppression');

export const workStatus = (api: Api) => api.get<WorkStatus>('/admin/jobs/status');
export const listDeadJobs = (api: Api, filter: { state?: string; cursor?: string }) =>
  api.get<PageOf<DeadJob>>('/admin/jobs', { ...filter, limit: 20 });
export const decideJob = (api: Api, id: string, what: 'retry' | 'discard', reason: string) =>
  api.post<DeadJob>(`${job(id)}/${what}`, { reason });
