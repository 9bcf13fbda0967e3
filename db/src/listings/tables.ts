// Listings and their asks. A draft may be incomplete, so nearly every column may be null.
import type {
  BeneficiaryGroup,
  EvidenceAnswer,
  InnovationType,
  Listing,
  ListingState,
  Region,
  Stage,
  AskKind,
  Ask,
} from '@exchange/contracts';
import {
  boolean,
  date,
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
import { createdAt, id, instant, updatedAt } from '../columns.ts';
import { organisations } from '../organisations/tables.ts';

export const listings = pgTable(
  'listings',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** Given at the first publishing, and renewed when the title of the page changes; earlier ones stand in listing_slugs. */
    slug: text().unique(),
    state: text().$type<ListingState>().notNull().default('draft'),
    version: integer().notNull().default(1),
    /** Counts changes that matching looks at; a match is announced once per revision. */
    materialRevision: integer().notNull().default(1),
    title: text(),
    summary: text(),
    problem: text(),
    howItWorks: text(),
    whatIsDifferent: text(),
    innovationType: text().$type<InnovationType>(),
    stage: text().$type<Stage>(),
    serviceAreas: text().array().notNull().default([]),
    beneficiaries: text().array().$type<BeneficiaryGroup[]>().notNull().default([]),
    national: boolean().notNull().default(false),
    regions: text().array().$type<Region[]>().notNull().default([]),
    localAuthorities: text().array().notNull().default([]),
    couldWorkIn: text().array().$type<Region[]>().notNull().default([]),
    peopleHelpedPerYear: integer(),
    /** Whole pounds. */
    costPerPerson: integer(),
    /** YYYY-MM or YYYY-MM-DD, as given. */
    startedOn: text(),
    replicationTerms: text().$type<NonNullable<Listing['replicationTerms']>>(),
    links: jsonb().$type<Listing['links']>().notNull().default([]),
    /** Nesta Standards of Evidence, 0–5, as the organisation sees itself. */
    evidenceLevel: smallint().notNull().default(0),
    /** 0–5, set by a reviewer; null until then. */
    reviewedEvidenceLevel: smallint(),
    /** Why the reviewer set that level, what would raise it, and when it was set. */
    reviewedEvidenceNote: text(),
    evidenceNextStep: text(),
    evidenceReviewedAt: instant(),
    /** The questions of the Nesta standards that its writers answer with yes. */
    evidenceAnswers: text().array().$type<EvidenceAnswer[]>().notNull().default([]),
    evidence: jsonb().$type<Listing['evidence']>().notNull().default([]),
    outcomes: jsonb().$type<Listing['outcomes']>().notNull().default([]),
    /** Named in the order in which they are shown; each file is a stored file of this listing. */
    pictures: jsonb().$type<Listing['pictures']>().notNull().default([]),
    documents: jsonb().$type<Listing['documents']>().notNull().default([]),
    /** The reviewers' note of the last request for changes. */
    reviewNote: text(),
    isDemonstration: boolean().notNull().default(false),
    /** Its content changed since it was last approved, so that resuming it goes through review. */
    needsReview: boolean().notNull().default(false),
    /** The id it has in the catalogue it was imported from. */
    sourceId: text(),
    createdBy: uuid(),
    submittedAt: instant(),
    publishedAt: instant(),
    /** When its writer wants it public, once it is approved; null for at once. */
    publishAt: instant(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    // Running an import again finds what it made before.
    uniqueIndex('listings_source').on(table.sourceId),
    // Serves an organisation's own list, newest change first.
    index('listings_organisation').on(table.organisationId, table.updatedAt),
    // Serves the review queue (oldest submitted first) and the walk over all published listings.
    index('listings_state').on(table.state, table.submittedAt),
  ],
);

export const listingAsks = pgTable(
  'listing_asks',
  {
    id: id(),
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    kind: text().$type<AskKind>().notNull(),
    /** The order in which the organisation gave them. */
    position: smallint().notNull(),
    /** Whole pounds (a year for a contract, in all for the others); null where not stated, which is open to that side. */
    amountMin: integer(),
    amountMax: integer(),
    /** The ask whole, as its schema in contracts says; the amounts above are derived from it. */
    terms: jsonb().$type<Ask>().notNull(),
  },
  (table) => [uniqueIndex('listing_asks_kind').on(table.listingId, table.kind)],
);

/** How often a listing's page was opened, a row a day: a count, and nothing of who opened it. */
export const listingViews = pgTable(
  'listing_views',
  {
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    /** In London. */
    day: date().notNull(),
    count: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.listingId, table.day] })],
);
