// Matches: one row per listing and interest, found once and announced once per material revision.
import type { MatchState, NearMissCode, ReasonCode } from '@exchange/contracts';
import { index, integer, jsonb, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant, updatedAt } from '../columns.ts';
import { interests } from '../interests/tables.ts';
import { listings } from '../listings/tables.ts';

/** A reason as it is stored: its code and the values its words are made from. */
export type StoredReason = { code: ReasonCode } & Record<string, unknown>;
export type StoredNearMiss = { code: NearMissCode } & Record<string, unknown>;

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
