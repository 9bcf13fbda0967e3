// Databases for tests: one real server a run, a migrated template, and a fresh copy for each test file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { startEmbeddedPostgres } from './embedded/index.ts';
import { openDatabase, type Database } from './index.ts';
import { migrateDatabase } from './migrate.ts';

const TEMPLATE = 'exchange_template';

/** The address of database `name` on the same server as `url`. */
function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

async function onServer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * Starts the run's server (or uses TEST_DATABASE_URL's) and prepares the template.
 * @returns the server's address, and what stops it
 */
export async function startTestServer(existing?: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = mkdtempSync(path.join(tmpdir(), 'exchange-test-'));
  // Tests throw their data away, so nothing waits for the disk.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };
  const server = existing ? undefined : await startEmbeddedPostgres({ directory, settings });
  const url = existing ?? server?.url ?? '';
  await onServer(url, `drop database if exists ${TEMPLATE}`, `create database ${TEMPLATE}`);
  await migrateDatabase(withDatabase(url, TEMPLATE));
  return {
    url,
    stop: async () => {
      await server?.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export interface TestDatabase extends Database {
  url: string;
  /** Closes the pool and drops the database. */
  drop: () => Promise<void>;
}

/** A migrated database of a test file's own. The run's server must have been started (vitest's globalSetup does). */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.EXCHANGE_TEST_SERVER;
  if (!server) throw new Error('No test server: run the tests through vitest, whose global set-up starts PostgreSQL.');
  const name = `test_${uuidv7().replaceAll('-', '')}`;
  await copyTemplate(server, name);
  const url = withDatabase(server, name);
  const database = openDatabase(url, { max: 5 });
  return {
    ...database,
    url,
    drop: async () => {
      await database.close();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Copies fail while another session is in the template, as when two files start at once: then try again. */
async function copyTemplate(server: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await onServer(server, `create database ${name} template ${TEMPLATE}`);
      return;
    } catch (error) {
      if (attempt >= 50 || (error as { code?: string }).code !== '55006') throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}
