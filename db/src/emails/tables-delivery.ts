// How mail fares on its way: attempts, addresses that take none, how fast it may go, and what each kind looks like.
import type { AttemptResult, EmailKind, SuppressionReason } from '@exchange/contracts';
import { bigserial, doublePrecision, index, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { citext, id, instant } from '../columns.ts';
import { emails } from './tables.ts';

/** Addresses that mail is not sent to: nobody is there, or whoever is complained. */
export const suppressedAddresses = pgTable(
  'suppressed_addresses',
  {
    id: id(),
    address: citext().notNull().unique(),
    reason: text().$type<SuppressionReason>().notNull(),
    /** What the mail server or the complaint said. */
    detail: text(),
    /** The message that it was about. */
    emailId: uuid().references(() => emails.id, { onDelete: 'set null' }),
    since: instant().notNull().defaultNow(),
  },
  // Serves the deletion of messages that are past their time.
  (table) => [index('suppressed_addresses_email').on(table.emailId)],
);

/** Every attempt at a message, and what was heard of it afterwards. */
export const emailAttempts = pgTable(
  'email_attempts',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    emailId: uuid()
      .notNull()
      .references(() => emails.id, { onDelete: 'cascade' }),
    /** Which attempt; null for what was heard afterwards. One that is missing was cut off by the end of its worker. */
    number: smallint(),
    at: instant().notNull().defaultNow(),
    result: text().$type<AttemptResult>().notNull(),
    reply: text(),
    worker: text(),
  },
  // Serves the message's page, and keeps a result from being written down twice.
  (table) => [uniqueIndex('email_attempts_number').on(table.emailId, table.number)],
);

/** How many messages may go out just now, under a rate limit: one row for all mail ('*'), and one a domain. */
export const mailBuckets = pgTable('mail_buckets', {
  name: text().primaryKey(),
  /** Messages that may go out at `updatedAt`; grows with time up to the bucket's size. */
  tokens: doublePrecision().notNull(),
  updatedAt: instant().notNull(),
});

/** Each kind of message with made-up content, written by the workers when they start. */
export const emailPreviews = pgTable('email_previews', {
  kind: text().$type<EmailKind>().primaryKey(),
  subject: text().notNull(),
  text: text().notNull(),
  html: text().notNull(),
  madeAt: instant().notNull().defaultNow(),
});
