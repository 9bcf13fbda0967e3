// One's own notifications: /notifications; and which mail one gets: /me/mail.
import { MailPreferences, Notification, pageOf, UnreadCount, UpdateMailPreferencesBody } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { bearer, endpoint } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { IdParams, PageRequest } from '../requests.ts';
import * as service from './service.ts';

const tags = ['notifications'];
const security = bearer;

const list = endpoint(
  {
    operationId: 'listNotifications',
    tags,
    summary: 'One’s own notifications, newest first',
    description: 'How many are unread is told by `GET /me`.',
    security,
    querystring: PageRequest,
    response: { 200: pageOf(Notification) },
  },
  [401, 422],
);
const read = endpoint(
  {
    operationId: 'readNotification',
    tags,
    summary: 'Mark one of one’s own notifications as read',
    description: 'Its id is that of the message about it: links in mail carry it as `n`.',
    security,
    params: IdParams,
    response: { 200: Notification },
  },
  [401, 404],
);
const readAll = endpoint(
  {
    operationId: 'readAllNotifications',
    tags,
    summary: 'Mark all of one’s own notifications as read',
    security,
    response: { 200: UnreadCount },
  },
  [401],
);
const preferences = endpoint(
  {
    operationId: 'getMailPreferences',
    tags,
    summary: 'Which mail one gets, by topic; account mail cannot be switched off',
    security,
    response: { 200: MailPreferences },
  },
  [401],
);
const update = endpoint(
  {
    operationId: 'updateMailPreferences',
    tags,
    summary: 'Switch topics of mail on or off',
    description:
      'Topics left out stay as they are. `matches` stops all alerts at once, and brings them back as they were.',
    security,
    body: UpdateMailPreferencesBody,
    response: { 200: MailPreferences },
  },
  [401, 422],
);

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
