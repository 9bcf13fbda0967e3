// Notifications: one's own list and what is unread; and which mail one gets. Nobody sees or changes another's.
import {
  mailTopics,
  type MailPreferences,
  type MailTopic,
  type Notification,
  type PageRequest,
  type UnreadCount,
  type UpdateMailPreferencesBody,
} from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { countAlertsOf, switchAlerts } from '@exchange/db/interests/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import * as notifications from '@exchange/db/notifications/queries';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { readCursor, toPage } from '../paging.ts';
import { IdKey } from '../requests.ts';
import { wordsOf } from './words.ts';

function toNotification(row: notifications.StoredNotification): Notification {
  const { id, kind, isRead, createdAt } = row;
  return { id, kind, ...wordsOf(row), isRead, createdAt: createdAt.toISOString() };
}

export async function listNotifications({ db }: Context, viewer: Viewer, { cursor, limit }: PageRequest) {
  const before = readCursor(cursor, IdKey)?.id;
  const rows = await notifications.listNotifications(db, viewer.id, { limit: limit + 1, before });
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => ({ id }));
  return { items: items.map(toNotification), nextCursor };
}

/** @throws 404 for one that is another person's, or nobody's */
export async function readNotification({ db, now }: Context, viewer: Viewer, id: string): Promise<Notification> {
  const [row] = await notifications.listNotifications(db, viewer.id, { limit: 1, id });
  if (!row) throw notFound('This notification');
  await notifications.markNotificationsRead(db, viewer.id, now(), id);
  return { ...toNotification(row), isRead: true };
}

export async function readAllNotifications({ db, now }: Context, viewer: Viewer): Promise<UnreadCount> {
  await notifications.markNotificationsRead(db, viewer.id, now());
  return { unread: await notifications.countUnread(db, viewer.id) };
}

const about: Readonly<Record<MailTopic, string>> = {
  matches: 'Innovations that fit your interests, as often as you chose for each',
  listings: 'That a listing of yours is published',
  reviews: 'What reviewers ask for, decide and say about evidence',
  nudges: 'That nobody has touched a listing for six months, and before it is paused',
  transfers: 'Being asked to take on a listing or to write one together, and the answers',
};
const always = [
  'Confirming your email address',
  'Choosing a new password',
  'Signing up with an address that has an account',
  'Invitations to an organisation',
];

export async function getMailPreferences({ db }: Context, viewer: Viewer): Promise<MailPreferences> {
  const off = await notifications.listSwitchedOff(db, viewer.id);
  const alerts = await countAlertsOf(db, viewer.id);
  const isOn = (topic: MailTopic) => (topic === 'matches' ? alerts.on > 0 : !off.includes(topic));
  const topics = (Object.keys(mailTopics) as MailTopic[]).map((topic) => ({
    topic,
    name: mailTopics[topic],
    about: about[topic],
    isOn: isOn(topic),
  }));
  return { email: viewer.email, topics, alerts, always };
}

/**
 * Switches topics on and off. Mail about matches has its switch at each interest: off, all of them are off; on again, they are as they
 * were before.
 */
export async function updateMailPreferences(
  context: Context,
  viewer: Viewer,
  { topics }: UpdateMailPreferencesBody,
): Promise<MailPreferences> {
  await context.db.transaction(async (trx) => {
    const changed: Partial<Record<MailTopic, boolean>> = {};
    for (const [topic, isOn] of Object.entries(topics) as [MailTopic, boolean][]) {
      const hasChanged =
        topic === 'matches'
          ? (await switchAlerts(trx, viewer.id, isOn)).length > 0
          : await notifications.switchTopic(trx, viewer.id, topic, isOn);
      if (hasChanged) changed[topic] = isOn;
    }
    if (Object.keys(changed).length > 0)
      await recordAudit(trx, {
        action: 'mail.switched',
        actor: viewer,
        subjectKind: 'user',
        subjectId: viewer.id,
        details: changed,
      });
  });
  return getMailPreferences(context, viewer);
}
