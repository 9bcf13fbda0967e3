// What a person is told on the pages, and which mail they do not want.
import type { EmailKind, MailTopic } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { users } from '../accounts/tables.ts';
import { createdAt, instant } from '../columns.ts';

/**
 * One for each message to a person that is more than account mail, written in the same transaction: what is not mailed, because it was
 * switched off, stands here all the same.
 */
export const notifications = pgTable(
  'notifications',
  {
    /** That of the message. Links in mail carry it, so that what was opened from there counts as read. */
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text().$type<EmailKind>().notNull(),
    /** The ids it is worded from; never a secret. */
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
    readAt: instant(),
  },
  (table) => [
    // Serves a person's list, newest first.
    index('notifications_user').on(table.userId, table.id),
    // Serves the count in the header of every page.
    index('notifications_unread')
      .on(table.userId)
      .where(sql`read_at is null`),
    // Serve the nightly clean-up: what was read, and all that is older still.
    index('notifications_read')
      .on(table.createdAt)
      .where(sql`read_at is not null`),
    index('notifications_created').on(table.createdAt),
  ],
);

/** What a person switched off. No row: it is mailed. Alerts have their own switches, in interest_alerts. */
export const mailSwitches = pgTable(
  'mail_switches',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    topic: text().$type<MailTopic>().notNull(),
    createdAt: createdAt(),
  },
  // Also serves sending: whether this person wants this.
  (table) => [primaryKey({ columns: [table.userId, table.topic] })],
);
