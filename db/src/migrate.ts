// Brings a database to the newest migration and the newest reference lists. Safe to run from several processes at once.
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { seedReference } from './reference/seed.ts';
import { seedRegister } from './register/queries.ts';
import * as schema from './schema.ts';

/** Any number that only this lock uses. */
const MIGRATION_LOCK = 7_261_001;
const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** Migrates under an advisory lock on one connection: two processes on a fresh database would otherwise collide. */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'exchange-migrate' });
  // A server that goes away fails the statement under way; this event would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    // Notices such as "extension already exists" are no news.
    client.on('notice', () => undefined);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const db = drizzle(client, { schema, casing: 'snake_case' });
    await migrate(db, { migrationsFolder });
    await seedReference(db);
    await seedRegister(db);
  } finally {
    await client.end();
  }
}
