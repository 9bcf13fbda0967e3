// Entries of public registers in SQL: finding one, keeping what a register answered, and filling the table from the open extract.
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Region } from '@exchange/contracts';
import { and, count, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { localAuthorities, outcodes } from '../reference/tables.ts';
import { registerEntries } from './tables.ts';

export type RegisterRow = typeof registerEntries.$inferSelect;

/** @param identifier in the register's normal form */
export async function findRegisterEntry(db: Db, scheme: string, identifier: string): Promise<RegisterRow | undefined> {
  const [row] = await db
    .select()
    .from(registerEntries)
    .where(and(eq(registerEntries.scheme, scheme), eq(registerEntries.identifier, identifier)));
  return row;
}

/** Keeps what a register answered, in the place of what was known before. */
export async function saveRegisterEntry(db: Db, entry: RegisterRow): Promise<void> {
  await db
    .insert(registerEntries)
    .values(entry)
    .onConflictDoUpdate({ target: [registerEntries.scheme, registerEntries.identifier], set: entry });
}

/** The regions in which local authorities of these names lie; names that we do not know are left out. */
export async function regionsOfAuthorities(db: Db, names: readonly string[]): Promise<Region[]> {
  if (names.length === 0) return [];
  const wanted = names.map((name) => name.toLowerCase());
  const rows = await db
    .selectDistinct({ region: localAuthorities.region })
    .from(localAuthorities)
    .where(inArray(sql`lower(${localAuthorities.name})`, wanted));
  return rows.map(({ region }) => region).sort();
}

/** The region of a postcode, by the part before its space; undefined when we do not know it. */
export async function regionOfPostcode(db: Db, postcode: string): Promise<Region | undefined> {
  const outcode = postcode.trim().toUpperCase().split(/\s+/)[0] ?? '';
  const [row] = await db.select({ region: outcodes.region }).from(outcodes).where(eq(outcodes.outcode, outcode));
  return row?.region;
}

interface Line {
  scheme: string;
  id: string;
  name: string;
  activities?: string;
  region?: Region;
  website?: string;
  company?: string;
}
/** So many rows a statement: PostgreSQL takes 65,535 values in one. */
const CHUNK = 500;

/** Fills the table from the extract that comes with the exchange, where rows of it are missing. What registers answered stays. */
export async function seedRegister(db: Db): Promise<void> {
  const file = await readFile(new URL('../seed/register/charities.jsonl.gz', import.meta.url));
  const lines = gunzipSync(file).toString('utf8').trim().split('\n');
  const [known] = await db.select({ rows: count() }).from(registerEntries);
  if ((known?.rows ?? 0) >= lines.length) return;
  const entries = lines.map((line): RegisterRow => {
    const { scheme, id, name, activities = '', region, website = null, company = null } = JSON.parse(line) as Line;
    const of = { scheme, identifier: id, source: 'extract' as const, fetchedAt: null };
    return { ...of, name, activities, regions: region ? [region] : [], website, companyNumber: company };
  });
  for (let from = 0; from < entries.length; from += CHUNK)
    await db
      .insert(registerEntries)
      .values(entries.slice(from, from + CHUNK))
      .onConflictDoNothing();
}
