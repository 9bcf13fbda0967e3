// Shortlists of an organisation, and the listings on them with its notes.
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, updatedAt } from '../columns.ts';
import { listings } from '../listings/tables.ts';
import { organisations } from '../organisations/tables.ts';

export const shortlists = pgTable(
  'shortlists',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** Of the name; each item has its own. */
    version: integer().notNull().default(1),
    createdBy: uuid(),
    createdAt: createdAt(),
    /** Moves with every change to it or to what is on it. */
    updatedAt: updatedAt(),
  },
  (table) => [
    // A name stands for one list of an organisation, in whatever case; the default list is found by it.
    uniqueIndex('shortlists_name').on(table.organisationId, sql`lower(${table.name})`),
  ],
);

export const shortlistItems = pgTable(
  'shortlist_items',
  {
    shortlistId: uuid()
      .notNull()
      .references(() => shortlists.id, { onDelete: 'cascade' }),
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    note: text().notNull().default(''),
    tags: text().array().notNull().default([]),
    version: integer().notNull().default(1),
    /** The name of who added it, as it was then: the list outlives the account. */
    addedBy: text().notNull(),
    addedAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.shortlistId, table.listingId] }),
    // Serves the deletion of a listing.
    index('shortlist_items_listing').on(table.listingId),
  ],
);
