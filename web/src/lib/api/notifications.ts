// Calls about notifications, and about which mail one gets.
import type { MailPreferences, MailTopic, Notification, UnreadCount } from '@exchange/contracts';
import type { Api } from './client.ts';
import type { PageOf } from './page.ts';

export const listNotifications = (api: Api, cursor?: string) =>
  api.get<PageOf<Notification>>('/notifications', { cursor, limit: 30 });
export const readNotification = (api: Api, id: string) =>
  api.post<Notification>(`/notifications/${encodeURIComponent(id)}/read`);
export const readAllNotifications = (api: Api) => api.post<UnreadCount>('/notifications/read');
export const getMailPreferences = (api: Api) => api.get<MailPreferences>('/me/mail');
export const updateMailPreferences = (api: Api, topics: Partial<Record<MailTopic, boolean>>) =>
  api.patch<MailPreferences>('/me/mail', { topics });
