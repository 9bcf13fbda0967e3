// What listings share beyond their organisation: who else may write, whom they are handed to, and the slugs they once had.
import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from '../columns.ts';
import { organisations } from '../organisations/tables.ts';
import { listings } from './tables.ts';

/** Handing a listing to another organisation: asked by an owner of the one, accepted by an owner of the other. */
export const listingTransfers = pgTable(
  'listing_transfers',
  {
    id: id(),
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    fromOrganisationId: uuid()
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    toOrganisationId: uuid()
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    state: text().$type<'pending' | 'accepted' | 'declined' | 'cancelled' | 'expired'>().notNull().default('pending'),
    /** What the asking owner says to the other organisation. */
    note: text(),
    /** Not a foreign key, as in the history: the question outlives the account. */
    requestedBy: uuid().notNull(),
    requestedByName: text().notNull(),
    decidedByName: text(),
    /** From then on it can no longer be accepted. */
    expiresAt: instant().notNull(),
    decidedAt: instant(),
    createdAt: createdAt(),
  },
  (table) => [
    // One question at a time; serves the listing's own page.
    uniqueIndex('listing_transfers_pending')
      .on(table.listingId)
      .where(sql`state = 'pending'`),
    // Serve the lists of what an organisation asked and is asked.
    index('listing_transfers_from').on(table.fromOrganisationId),
    index('listing_transfers_to').on(table.toOrganisationId),
  ],
);

/** Organisations that write a listing together with its own: invited by it, and in once they have accepted. */
export const listingPartners = pgTable(
  'listing_partners',
  {
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    invitedByName: text().notNull(),
    createdAt: createdAt(),
    /** Null while the invitation waits. */
    acceptedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.listingId, table.organisationId] }),
    // Serves what an organisation is asked to write, and writes, together with others.
    index('listing_partners_organisation').on(table.organisationId),
  ],
);

/** Every slug a listing has or had: links to an old one lead on, and no other listing gets it. */
export const listingSlugs = pgTable(
  'listing_slugs',
  {
    slug: text().primaryKey(),
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (table) => [index('listing_slugs_listing').on(table.listingId)],
);
