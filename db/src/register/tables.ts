// What public registers say of organisations, kept so that a form can be filled in from a number.
import type { Region } from '@exchange/contracts';
import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';

export const registerEntries = pgTable(
  'register_entries',
  {
    /** An org-id.guide code, such as GB-CHC. */
    scheme: text().notNull(),
    /** In the register's normal form. */
    identifier: text().notNull(),
    name: text().notNull(),
    /** What it does, in the register's words. */
    activities: text().notNull().default(''),
    /** Where its address is, as far as the register says. */
    regions: text().array().$type<Region[]>().notNull().default([]),
    website: text(),
    companyNumber: text(),
    /** `extract`: from the file that comes with the exchange; `api`: asked of the register itself at `fetchedAt`. */
    source: text().$type<'extract' | 'api'>().notNull(),
    fetchedAt: instant(),
  },
  // Serves findRegisterEntry.
  (table) => [primaryKey({ columns: [table.scheme, table.identifier] })],
);
