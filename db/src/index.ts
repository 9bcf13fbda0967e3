// Opening the database. Queries live with their nouns: import them from '@exchange/db/<noun>/queries'.
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from './schema.ts';

/** A connection, a pool or a transaction: what every query takes first. */
export type Db = Pick<
  NodePgDatabase<typeof schema>,
  | 'select'
  | 'selectDistinct'
  | 'insert'
  | 'update'
  | 'delete'
  | 'execute'
  | 'transaction'
  | 'query'
  | '$with'
  | 'with'
  | '$count'
  | '_'
>;

export interface Database {
  db: NodePgDatabase<typeof schema>;
  pool: pg.Pool;
  close: () => Promise<void>;
}

/**
 * Opens a pool.
 * @param url a postgres:// address
 * @param options.max connections at the most (1–100, 10 unless told)
 * @param options.applicationName what the server's own lists call us
 * @param options.onIdleError told when an idle connection breaks; the pool itself makes a new one
 */
export function openDatabase(
  url: string,
  options: { max?: number; applicationName?: string; onIdleError?: (error: Error) => void } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'exchange',
    connectionTimeoutMillis: 5_000,
  });
  // Without listeners a server restart would end the process: one for idle connections, and one for each that is in a transaction and
  // happens to wait for something else just then. Whoever has it is told by its next query.
  pool.on('error', options.onIdleError ?? (() => undefined));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = drizzle(pool, { schema, casing: 'snake_case' });
  giveBack(db, pool);
  return { db, pool, close: () => pool.end() };
}

/**
 * Has every transaction give its connection back. Drizzle's own (0.45) sends `begin` before it sees to that: a connection that broke
 * between being lent and beginning, as when the server is restarted, was lost to the pool for good, until it had none left.
 */
function giveBack(db: Database['db'], pool: pg.Pool): void {
  db.transaction = async (work, config) => {
    const client = await pool.connect();
    try {
      // The same session on this one connection: drizzle begins on it, and lends none itself.
      const session = Object.create(db._.session, { client: { value: client } }) as typeof db._.session;
      return await session.transaction(work, config);
    } finally {
      // The pool drops one that broke.
      client.release();
    }
  };
}

export { schema };
