// One's own notifications: /notifications; and which mail one gets: /me/mail.
import { MailPreferences, Notification, pageOf, UnreadCount, UpdateMailPreferencesBody } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams, PageRequest } from '../requests.ts';
import * as service from './service.ts';

const endpoint = endpointsOf('notifications');

const list = endpoint('listNotifications', 'One’s own notifications, newest first', {
  description: 'How many are unread is told by `GET /me`.',
  takes: { querystring: PageRequest },
  gives: pageOf(Notification),
});
const read = endpoint('readNotification', 'Mark one of one’s own notifications as read', {
  description: 'Its id is that of the message about it: links in mail carry it as `n`.',
  takes: { params: IdParams },
  gives: Notification,
  fails: [404],
});
const readAll = endpoint('readAllNotifications', 'Mark all of one’s own notifications as read', { gives: UnreadCount });
const preferences = endpoint(
  'getMailPreferences',
  'Which mail one gets, by topic; account mail cannot be switched off',
  { gives: MailPreferences },
);
const update = endpoint('updateMailPreferences', 'Switch topics of mail on or off', {
  description:
    'Topics left out stay as they are. `matches` stops all alerts at once, and brings them back as they were.',
  takes: { body: UpdateMailPreferencesBody },
  gives: MailPreferences,
});

export const notificationRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/notifications', { ...signedIn, schema: list }, async (request) =>
    service.listNotifications(context, viewerOf(request), request.query),
  );
  app.post('/notifications/:id/read', { ...signedIn, schema: read }, async (request) =>
    service.readNotification(context, viewerOf(request), request.params.id),
  );
  app.post('/notifications/read', { ...signedIn, schema: readAll }, async (request) =>
    service.readAllNotifications(context, viewerOf(request)),
  );
  app.get('/me/mail', { ...signedIn, schema: preferences }, async (request) =>
    service.getMailPreferences(context, viewerOf(request)),
  );
  app.patch('/me/mail', { ...signedIn, schema: update }, async (request) =>
    service.updateMailPreferences(context, viewerOf(request), request.body),
  );
};
