// Revisions of listings: each content that was public, and the one that waits beside the page until it is approved.
import type { ListingContent, RevisionState } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import { boolean, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant, updatedAt } from '../columns.ts';
import { listings } from './tables.ts';

export const listingRevisions = pgTable(
  'listing_revisions',
  {
    id: id(),
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    /** Counts from 1 within its listing. */
    number: integer().notNull(),
    state: text().$type<RevisionState>().notNull(),
    /** What it says of the parts that differ from the page; the other parts follow the page until it is approved. */
    changes: jsonb().$type<ListingContent>().notNull(),
    /** What the page said of those parts when it was decided. */
    before: jsonb().$type<ListingContent>(),
    /** The whole content, from its approval on: what going back brings back. */
    content: jsonb().$type<ListingContent>(),
    changed: text().array().notNull().default([]),
    /** Something changed that matching looks at. */
    material: boolean().notNull().default(false),
    /** The version of the listing it was begun from. */
    baseVersion: integer().notNull(),
    /** The reviewers' note of the last request for changes, or the reason it was declined. */
    note: text(),
    /** Not foreign keys, as in the history: what was written outlives the account. */
    createdBy: uuid(),
    createdByName: text().notNull(),
    reviewedByName: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    submittedAt: instant(),
    decidedAt: instant(),
  },
  (table) => [
    // Serves the history page, newest first.
    uniqueIndex('listing_revisions_number').on(table.listingId, table.number),
    // One open revision a listing; serves every read by members, and the review queue.
    uniqueIndex('listing_revisions_open')
      .on(table.listingId)
      .where(sql`state in ('draft', 'in_review')`),
  ],
);
