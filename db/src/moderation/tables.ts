// The audit history, to which rows are only ever added (but that an edit in a run of edits goes into the line of the run); and reviews, with their comments.
import type { ReviewKind, ReviewPoint } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from '../columns.ts';
import { listings } from '../listings/tables.ts';

export const auditEntries = pgTable(
  'audit_entries',
  {
    id: id(),
    at: createdAt(),
    /** `<noun>.<verb>`, such as listing.published. */
    action: text().notNull(),
    /** Who did it; null for the system itself. Not a foreign key: the history outlives the account. */
    actorId: uuid(),
    /** The name shown: a person's, `The exchange`, or `Import`. */
    actorName: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: uuid().notNull(),
    /** What changed; never a secret. */
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    // Serves a listing's history page.
    index('audit_entries_subject').on(table.subjectId, table.id),
    // Serves a person's own copy of what they did, and forgetting them.
    index('audit_entries_actor').on(table.actorId),
  ],
);

/** What reviewers do about one submission. What waits is said by listings and revisions; a row comes with the first thing done. */
export const listingReviews = pgTable(
  'listing_reviews',
  {
    id: id(),
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    kind: text().$type<ReviewKind>().notNull(),
    claimedBy: uuid(),
    claimedByName: text(),
    /** A claim ends by itself a day after this. */
    claimedAt: instant(),
    /** What the reviewer has made sure of. */
    checklist: text().array().$type<ReviewPoint[]>().notNull().default([]),
    /** Null while it is open. */
    outcome: text().$type<'approved' | 'changes_requested' | 'declined' | 'looked_at' | 'withdrawn'>(),
    decidedByName: text(),
    decidedAt: instant(),
    createdAt: createdAt(),
  },
  (table) => [
    // One open review of a kind for each listing; serves the queue.
    uniqueIndex('listing_reviews_open')
      .on(table.listingId, table.kind)
      .where(sql`outcome is null`),
  ],
);

export const reviewComments = pgTable(
  'review_comments',
  {
    id: id(),
    reviewId: uuid()
      .notNull()
      .references(() => listingReviews.id, { onDelete: 'cascade' }),
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    /** The part of the listing it is about. */
    path: text().notNull(),
    text: text().notNull(),
    authorName: text().notNull(),
    createdAt: createdAt(),
    answer: text(),
    answeredByName: text(),
  },
  // Serves the review page and the writers' sections.
  (table) => [index('review_comments_listing').on(table.listingId, table.id)],
);
