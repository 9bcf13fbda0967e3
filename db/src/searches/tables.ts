// What people look for, counted by the day. No person, address or session is kept, here or anywhere.
import { boolean, date, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { users } from '../accounts/tables.ts';
import { createdAt, id } from '../columns.ts';

export const searchWords = pgTable(
  'search_words',
  {
    /** The day in London. */
    day: date().notNull(),
    /** Normalised: lower case, single blanks, no punctuation; never an address or a long number. */
    words: text().notNull(),
    /** The one region it was narrowed to; '' for none or several. */
    region: text().notNull().default(''),
    searches: integer().notNull().default(0),
    withoutResult: integer().notNull().default(0),
    /** How many different people, at least, on this day: the most that one process of the api told apart. */
    people: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.words, table.region] }),
    // Serves the sums over a span of days for one wording.
    index('search_words_words').on(table.words, table.region),
  ],
);

export const searchFilters = pgTable(
  'search_filters',
  {
    day: date().notNull(),
    /** A parameter of the search, such as `region`. */
    name: text().notNull(),
    /** A code of its list; '' where the value is a number or somebody's name. */
    value: text().notNull().default(''),
    searches: integer().notNull().default(0),
    withoutResult: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.day, table.name, table.value] })],
);

/** Pairs that staff add to the synonyms of the search. */
export const synonyms = pgTable(
  'synonyms',
  {
    id: id(),
    /** What is typed: a word or a phrase, as it was written. */
    from: text().notNull(),
    /** What is looked for beside it. */
    to: text().notNull(),
    /** Whether who types `to` finds `from` too. */
    bothWays: boolean().notNull().default(true),
    /** Who added it; null once that account is gone. */
    addedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  // Holds each pair to be there once, whatever its capitals.
  (table) => [uniqueIndex('synonyms_pair').on(sql`lower(${table.from})`, sql`lower(${table.to})`)],
);
