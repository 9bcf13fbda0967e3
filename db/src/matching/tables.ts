// Matches: one row per listing and interest, found once and announced once per material revision.
import type { MatchState, StoredNearMiss, StoredReason } from '@exchange/contracts';
import { index, integer, jsonb, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant, tsvector, updatedAt } from '../columns.ts';
import { interests } from '../interests/tables.ts';
import { listings } from '../listings/tables.ts';

/**
 * A published listing as the gates see it: codes as keys and bits, words as lexemes. Derived, and made anew whenever the
 * listing's version has moved on (matching/facts.ts), so it can be emptied without harm.
 */
export const listingFacts = pgTable('listing_facts', {
  listingId: uuid()
    .primaryKey()
    .references(() => listings.id, { onDelete: 'cascade' }),
  /** The version of the listing these were taken from. */
  version: integer().notNull(),
  /** The keys under which anchors are looked up (interests/anchors.ts): service areas, their first levels, and '*'. */
  areas: text().array().notNull(),
  /** '*', and 'national', or its regions, the regions it covers whole and its local authorities. */
  places: text().array().notNull(),
  /** Regions it works in, those of its local authorities among them; empty when national. */
  regions: text().array().notNull(),
  /** Regions named with no local authority in them: it works in all of their authorities. */
  wholeRegions: text().array().notNull(),
  /** Bits of its asks' kinds, or the bit for none (matching/masks.ts); never 0. */
  askMask: smallint().notNull(),
  /** Whole pounds of its asks; null where not stated. */
  contractMin: integer(),
  contractMax: integer(),
  investmentMin: integer(),
  investmentMax: integer(),
  researchMin: integer(),
  researchMax: integer(),
  /** 0 where not said. */
  stageMask: smallint().notNull(),
  innovationTypeMask: smallint().notNull(),
  beneficiaryMask: integer().notNull(),
  /** The reviewed level, else the self-assessed one; and the reviewed one alone. */
  evidenceLevel: smallint().notNull(),
  reviewedLevel: smallint(),
  /** All its text and its organisation's name, unaccented, in English stems. */
  words: tsvector().notNull(),
});

export const matches = pgTable(
  'matches',
  {
    id: id(),
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    interestId: uuid()
      .notNull()
      .references(() => interests.id, { onDelete: 'cascade' }),
    /** 0–100. */
    score: smallint().notNull(),
    reasons: jsonb().$type<StoredReason[]>().notNull(),
    nearMiss: jsonb().$type<StoredNearMiss[]>().notNull().default([]),
    state: text().$type<MatchState>().notNull().default('new'),
    dismissReason: text(),
    /** The listing's revision this was scored on. */
    materialRevision: integer().notNull(),
    /** Which rules gave the score; counts up when they change. */
    scorerVersion: smallint().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    /** When it stopped fitting; such a match is kept and not shown. */
    endedAt: instant(),
  },
  (table) => [
    // Found once: the key that makes matching safe to run twice.
    uniqueIndex('matches_listing_interest').on(table.listingId, table.interestId),
    // Serves an interest's matches, newest first, and the digest.
    index('matches_interest').on(table.interestId, table.id),
  ],
);
