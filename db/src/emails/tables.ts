// Every message: its intent, written with the fact behind it, and what became of it.
import type { EmailKind, EmailState } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { users } from '../accounts/tables.ts';
import { citext, createdAt, id, instant } from '../columns.ts';
import { listings } from '../listings/tables.ts';

export const emails = pgTable(
  'emails',
  {
    id: id(),
    /** Says what the message is about, so that no step can write it twice: `match:<user>:<listing>:<revision>`, … */
    key: text().notNull().unique(),
    kind: text().$type<EmailKind>().notNull(),
    userId: uuid().references(() => users.id, { onDelete: 'set null' }),
    to: citext().notNull(),
    /** What the message is made from (ids, and for account mail its link). Emptied once sent where it holds a secret. */
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    state: text().$type<EmailState>().notNull().default('pending'),
    /** Composed when it is sent, so that it says what is true then. */
    subject: text(),
    text: text(),
    html: text(),
    headers: jsonb().$type<Record<string, string>>(),
    attempts: smallint().notNull().default(0),
    error: text(),
    /** Not to be tried before this; moves on with each failure. */
    notBefore: instant().notNull().defaultNow(),
    /** Still taking in what is found for its reader (emails/gathering.ts); false once a worker has taken it. */
    isGathering: boolean().notNull().default(false),
    createdAt: createdAt(),
    sentAt: instant(),
    /** The message that this one sends again, at the wish of staff. */
    resendOf: uuid().references((): AnyPgColumn => emails.id, { onDelete: 'set null' }),
    /** When its words and what they were made from were deleted, being past their time (emails/retention.ts). */
    scrubbedAt: instant(),
  },
  (table) => [
    // One a person: what is found while it waits goes into it.
    uniqueIndex('emails_gathering')
      .on(table.userId)
      .where(sql`is_gathering`),
    // Serves the sweeper: what should have gone out and did not.
    index('emails_state').on(table.state, table.notBefore),
    // Serves the mailbox and the mail log.
    index('emails_to').on(table.to, table.createdAt),
    // Serves the count of how often a message was sent again.
    index('emails_resend')
      .on(table.resendOf)
      .where(sql`resend_of is not null`),
    // Serve the nightly clean-up: messages whose words, and lines of the log whose time, may be over.
    index('emails_worded')
      .on(table.createdAt)
      .where(sql`scrubbed_at is null and state <> 'pending'`),
    index('emails_scrubbed')
      .on(table.createdAt)
      .where(sql`scrubbed_at is not null`),
  ],
);

/** Which listing was mailed to whom, in which revision: each at most once a person. It outlives the message, so that none is told twice. */
export const emailedListings = pgTable(
  'emailed_listings',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    materialRevision: integer().notNull(),
    /** Null once the message is past its time in the log. */
    emailId: uuid().references(() => emails.id, { onDelete: 'set null' }),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.listingId, table.materialRevision] }),
    index('emailed_listings_email').on(table.emailId),
  ],
);

/** The hours of digests that are done: each is composed once, and after an outage the last one that was missed. */
export const digestSlots = pgTable(
  'digest_slots',
  {
    frequency: text().$type<'daily' | 'weekly'>().notNull(),
    /** YYYY-MM-DD, Europe/London. */
    slot: text().notNull(),
    completedAt: instant().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.frequency, table.slot] })],
);
