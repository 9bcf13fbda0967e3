// Interests, who is alerted to them, and the anchor rows by which matching finds them.
import type { Criteria, Frequency, ProposalCode, TunedSignal, Tuning } from '@exchange/contracts';
import { boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { users } from '../accounts/tables.ts';
import { createdAt, id, instant, tsquery, updatedAt } from '../columns.ts';
import { organisations } from '../organisations/tables.ts';
import type { StoredSynonyms } from './keywords.ts';

export const interests = pgTable(
  'interests',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** As given; what matching tests is derived from it into the columns below and the anchors. */
    criteria: jsonb().$type<Criteria>().notNull(),
    /** The listing's side is not told whose it is, but "a funder in the North East". */
    anonymous: boolean().notNull().default(false),
    /** What the organisation's own acts made of the weights, in hundredths (matching/tuning.ts); null: as they are for all. */
    tuning: jsonb().$type<Tuning>(),
    /** Acts for each signal that are no longer counted, since somebody set the weights back. */
    discounted: jsonb().$type<Partial<Record<TunedSignal, number>>>().notNull().default({}),
    version: integer().notNull().default(1),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    /** Bits of ask kinds, stages, innovation types: see matching/masks.ts. 0 means any. */
    stageMask: smallint().notNull().default(0),
    innovationTypeMask: smallint().notNull().default(0),
    beneficiaryMask: integer().notNull().default(0),
    verifiedOnly: boolean().notNull().default(false),
    reviewedOnly: boolean().notNull().default(false),
    minEvidence: smallint().notNull().default(0),
    /** Whose listings only; empty means anybody's. */
    organisations: uuid().array().notNull().default([]),
    excludedServiceAreas: text().array().notNull().default([]),
    excludedOrganisations: uuid().array().notNull().default([]),
    /** Words that must be there, and words that must not, synonyms among them (keywords.ts); null where none are given. */
    words: tsquery(),
    excludedWords: tsquery(),
    /** The words that must be there which have synonyms; null where none has. */
    synonyms: jsonb().$type<StoredSynonyms[]>(),
  },
  (table) => [index('interests_organisation').on(table.organisationId, table.createdAt)],
);

/** What somebody answered to a proposal that was made of the reasons of dismissals; criteria change by a yes only. */
export const interestAnswers = pgTable(
  'interest_answers',
  {
    id: id(),
    interestId: uuid()
      .notNull()
      .references(() => interests.id, { onDelete: 'cascade' }),
    proposal: text().$type<ProposalCode>().notNull(),
    accepted: boolean().notNull(),
    /** The criteria before a yes, to go back to. */
    before: jsonb().$type<Criteria>(),
    answeredBy: uuid(),
    answeredAt: createdAt(),
    /** When a yes was taken back. */
    undoneAt: instant(),
  },
  // Serves an interest's page.
  (table) => [index('interest_answers_interest').on(table.interestId, table.answeredAt)],
);

/** Suggestions that an organisation put aside for now: each stays away until what it rests on has changed (interests/suggested.ts). */
export const suggestionsPutAside = pgTable(
  'suggestions_put_aside',
  {
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    /** A first-level code: an organisation has one suggestion for each. */
    serviceArea: text().notNull(),
    /** The shortlisted listings it rested on. */
    listingIds: uuid().array().notNull(),
    putAsideBy: uuid(),
    putAsideAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.organisationId, table.serviceArea] })],
);

/** How often each member is mailed about an interest. No row, or `off`: never. */
export const interestAlerts = pgTable(
  'interest_alerts',
  {
    interestId: uuid()
      .notNull()
      .references(() => interests.id, { onDelete: 'cascade' }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    frequency: text().$type<Frequency>().notNull(),
    /** What it was before all alerts were switched off at once: it comes back when they are switched on again. */
    frequencyBefore: text().$type<Frequency>(),
    /** Random; the key of the link that stops this alert without signing in. */
    token: text().notNull().unique(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.interestId, table.userId] }),
    // Serves the digest: everything one person is to be told of, at one frequency.
    index('interest_alerts_user').on(table.userId, table.frequency),
  ],
);

/**
 * One row per service area × place of an interest, '*' where it takes any. The covering index answers the gates
 * on place, service area, ask, money, evidence, stage, innovation type and beneficiaries without touching the table.
 */
export const interestAnchors = pgTable(
  'interest_anchors',
  {
    serviceArea: text().notNull(),
    place: text().notNull(),
    interestId: uuid()
      .notNull()
      .references(() => interests.id, { onDelete: 'cascade' }),
    /** Bits of the ask kinds it takes; never 0 (any is all four, and none). */
    askMask: smallint().notNull(),
    minEvidence: smallint().notNull().default(0),
    /** As in interests; 0 means any. */
    stageMask: smallint().notNull().default(0),
    innovationTypeMask: smallint().notNull().default(0),
    beneficiaryMask: integer().notNull().default(0),
    investmentMin: integer().notNull(),
    investmentMax: integer().notNull(),
    contractMin: integer().notNull(),
    contractMax: integer().notNull(),
    researchMin: integer().notNull(),
    researchMax: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.interestId, table.serviceArea, table.place] }),
    index('interest_anchors_gate').on(
      table.serviceArea,
      table.place,
      table.minEvidence,
      table.askMask,
      table.stageMask,
      table.innovationTypeMask,
      table.beneficiaryMask,
      table.investmentMin,
      table.investmentMax,
      table.contractMin,
      table.contractMax,
      table.researchMin,
      table.researchMax,
      table.interestId,
    ),
  ],
);

/**
 * One narrow row per interest with the gates that somebody can do something about: for counting over all interests in one
 * pass (matching/widening.ts), where the interests' own rows are fifteen times as wide and anchors ten times as many. Derived from
 * both (interests/gate-rows.ts).
 */
export const interestGates = pgTable('interest_gates', {
  interestId: uuid()
    .primaryKey()
    .references(() => interests.id, { onDelete: 'cascade' }),
  /** Its interest's: an interest keeps its organisation. */
  organisationId: uuid().notNull(),
  /** As in its anchors. */
  askMask: smallint().notNull(),
  minEvidence: smallint().notNull(),
  stageMask: smallint().notNull(),
  innovationTypeMask: smallint().notNull(),
  beneficiaryMask: integer().notNull(),
  investmentMin: integer().notNull(),
  investmentMax: integer().notNull(),
  contractMin: integer().notNull(),
  contractMax: integer().notNull(),
  researchMin: integer().notNull(),
  researchMax: integer().notNull(),
  verifiedOnly: boolean().notNull(),
  reviewedOnly: boolean().notNull(),
  /** It has words, organisations or exceptions, which are in its own row only. */
  hasPrivate: boolean().notNull(),
  /** The keys of its anchors, each once. */
  areas: text().array().notNull(),
  places: text().array().notNull(),
});

/** With which lists of synonyms, and which way of reading, all interests' words were last read: one row, or none before the first time. */
export const keywordReadings = pgTable('keyword_readings', {
  id: smallint().primaryKey().default(1),
  /** `version` of the KeywordBook. */
  book: text().notNull(),
  readAt: instant().notNull().defaultNow(),
});

/** The default of a bound that was not given. */
export const OPEN_MAX = 2_147_483_647;
