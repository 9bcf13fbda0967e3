// Code lists that staff can extend or that are too long to stand in code.
import type { Region } from '@exchange/contracts';
import { index, pgTable, smallint, text } from 'drizzle-orm/pg-core';

/** Two levels: `first`, and `first.second` with `first` as its parent. */
export const serviceAreas = pgTable('service_areas', {
  code: text().primaryKey(),
  parent: text(),
  label: text().notNull(),
  description: text().notNull().default(''),
  position: smallint().notNull().default(0),
});

/** Councils of the UK by GSS code. Contains OS data © Crown copyright; source ONS (OGL v3). */
export const localAuthorities = pgTable(
  'local_authorities',
  {
    code: text().primaryKey(),
    name: text().notNull(),
    region: text().$type<Region>().notNull(),
  },
  (table) => [index('local_authorities_region').on(table.region)],
);

/** Outward postcodes and the region they lie in. */
export const outcodes = pgTable('outcodes', {
  outcode: text().primaryKey(),
  region: text().$type<Region>().notNull(),
});
