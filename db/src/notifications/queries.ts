// What a person is told on the pages, and what they switched off in mail.
import { topicOf, type EmailKind, type ListingState, type MailTopic } from '@exchange/contracts';
import { and, asc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { mailSwitches, notifications } from './tables.ts';

/** What of a message's data the words of its notification are made from: no notes, and never a secret. */
const KEPT = ['listingId', 'transferId', 'partnerId', 'invitationId', 'step', 'what', 'isPaused', 'comments'];

/** Notes on the pages what is also asked to be mailed, in the same transaction. Account mail is not noted, but for invitations. */
export async function addNotification(
  db: Db,
  message: { id: string; userId: string; kind: EmailKind; data: Record<string, unknown> },
): Promise<void> {
  const { id, userId, kind } = message;
  if (topicOf[kind] === null && kind !== 'invitation') return;
  const data = Object.fromEntries(Object.entries(message.data).filter(([name]) => KEPT.includes(name)));
  await db.insert(notifications).values({ id, userId, kind, data });
}

/** A notification with what it is worded from. */
export interface StoredNotification {
  id: string;
  kind: EmailKind;
  data: { step?: string; what?: string; isPaused?: boolean; comments?: number };
  createdAt: Date;
  isRead: boolean;
  /** How many listings a mail about matches told of; 0 for other kinds. */
  told: number;
  /** The one it is about; of several the first. Null where it is gone, or not for this person to see any more. */
  listing: { id: string; title: string | null; slug: string | null; state: ListingState } | null;
  /** The organisation on whose page the answer is given, of what is passed on or shared. */
  organisationSlug: string | null;
  /** The invitation it tells of, with the name of the organisation; null for other kinds, and where that has gone. */
  invitation: { id: string; organisation: string } | null;
}

/** A person's notifications, newest first; one statement however many. @param page.before the id of the last one shown */
export async function listNotifications(
  db: Db,
  userId: string,
  page: { limit: number; before?: string | undefined; id?: string },
): Promise<StoredNotification[]> {
  const { rows } = await db.execute<
    Omit<StoredNotification, 'createdAt'> & { createdAt: string } & Record<string, unknown>
  >(sql`
    select n.id, n.kind, n.data, n.created_at as "createdAt", n.read_at is not null as "isRead",
      coalesce(told.total, 0)::int as told,
      case when l.id is not null and (l.state = 'published' or transfer.id is not null or n.kind = 'listing_partner' or exists (
          select from memberships m where m.user_id = n.user_id and (m.organisation_id = l.organisation_id
            or m.organisation_id in (select p.organisation_id from listing_partners p where p.listing_id = l.id))))
        then json_build_object('id', l.id, 'title', l.title, 'slug', l.slug, 'state', l.state) end as listing,
      (select o.slug from organisations o where o.id = case
          when n.data->>'step' = 'asked' then coalesce(transfer.to_organisation_id, (n.data->>'partnerId')::uuid)
          else transfer.from_organisation_id end) as "organisationSlug",
      (select json_build_object('id', i.id, 'organisation', o.name)
        from organisation_invitations i join organisations o on o.id = i.organisation_id
        where i.id = (n.data->>'invitationId')::uuid) as invitation
    from notifications n
    left join lateral (
      select count(distinct e.listing_id) as total, (array_agg(e.listing_id order by e.listing_id))[1] as first
      from emailed_listings e where e.email_id = n.id
    ) told on n.kind in ('match', 'digest')
    left join listing_transfers transfer on transfer.id = (n.data->>'transferId')::uuid
    left join listings l on l.id = coalesce((n.data->>'listingId')::uuid, transfer.listing_id, told.first)
    where n.user_id = ${userId}
      and ${page.before === undefined ? sql`true` : sql`n.id < ${page.before}`}
      and ${page.id === undefined ? sql`true` : sql`n.id = ${page.id}`}
    order by n.id desc
    limit ${page.limit}`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

/** How many a person has not read; answered by a partial index, as it is asked with every page. */
export async function countUnread(db: Db, userId: string): Promise<number> {
  return db.$count(notifications, and(eq(notifications.userId, userId), isNull(notifications.readAt)));
}

/** Marks one of a person's notifications as read, or all; again changes nothing. */
export async function markNotificationsRead(db: Db, userId: string, now: Date, id?: string): Promise<void> {
  await db
    .update(notifications)
    .set({ readAt: now })
    .where(
      and(
        eq(notifications.userId, userId),
        isNull(notifications.readAt),
        id === undefined ? undefined : eq(notifications.id, id),
      ),
    );
}

/**
 * Deletes up to `limit` notifications written before `before`, the oldest first.
 * @param which `read`: those only that were read; `all`: unread ones too
 * @returns how many
 */
export async function deleteNotifications(db: Db, which: 'read' | 'all', before: Date, limit: number): Promise<number> {
  const isOver = and(
    lt(notifications.createdAt, before),
    which === 'read' ? isNotNull(notifications.readAt) : undefined,
  );
  const over = db
    .select({ id: notifications.id })
    .from(notifications)
    .where(isOver)
    .orderBy(asc(notifications.createdAt))
    .limit(limit);
  const { rowCount } = await db.delete(notifications).where(inArray(notifications.id, over));
  return rowCount ?? 0;
}

/** The topics a person has switched off. */
export async function listSwitchedOff(db: Db, userId: string): Promise<MailTopic[]> {
  const rows = await db.select({ topic: mailSwitches.topic }).from(mailSwitches).where(eq(mailSwitches.userId, userId));
  return rows.map(({ topic }) => topic);
}

/** For each of several people what they have switched off; those who switched nothing off are left out. */
export async function listSwitchedOffOf(db: Db, userIds: readonly string[]): Promise<Map<string, Set<MailTopic>>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(mailSwitches)
    .where(inArray(mailSwitches.userId, [...new Set(userIds)]));
  const byPerson = Map.groupBy(rows, ({ userId }) => userId);
  return new Map([...byPerson].map(([id, own]) => [id, new Set(own.map(({ topic }) => topic))]));
}

/** Switches mail about a topic on or off; again changes nothing. @returns whether anything changed */
export async function switchTopic(db: Db, userId: string, topic: MailTopic, isOn: boolean): Promise<boolean> {
  const changed = isOn
    ? await db
        .delete(mailSwitches)
        .where(and(eq(mailSwitches.userId, userId), eq(mailSwitches.topic, topic)))
        .returning({ topic: mailSwitches.topic })
    : await db
        .insert(mailSwitches)
        .values({ userId, topic })
        .onConflictDoNothing()
        .returning({ topic: mailSwitches.topic });
  return changed.length > 0;
}
