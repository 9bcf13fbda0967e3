// What the workers stand on: database, queue, index and the health port; opened in order, closed in reverse.
import { openDatabase, type Database } from '@exchange/db';
import type { ListingIndex } from '@exchange/search';
import { openListingIndex } from '@exchange/search/create';
import { sql } from 'drizzle-orm';
import type { WorkersConfig } from './config.ts';
import { withoutParameters } from './log.ts';
import { openQueue, type JobQueue } from './queue.ts';

export interface Services {
  database: Database;
  queue: JobQueue;
  index: ListingIndex;
  close: () => Promise<void>;
}

/** Connections to the database: as many as jobs and messages are under way, and some for the relay and the figures. */
const POOL = 12;

async function reach(url: string, { db }: Database): Promise<void> {
  try {
    await db.execute(sql`select 1 from outbox limit 1`);
  } catch (error) {
    const { message } = withoutParameters(error);
    throw new Error(
      `The database at ${new URL(url).host} cannot be used (${message}). Start PostgreSQL and migrate it, or correct DATABASE_URL.`,
      { cause: error },
    );
  }
}

/**
 * Opens everything and waits until it answers.
 * @param onError told of connections that break later; each is made again by whoever owns it
 * @throws with a sentence on what did not answer, having closed what was opened
 */
export async function openServices(config: WorkersConfig, onError: (error: unknown) => void): Promise<Services> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const database = openDatabase(config.DATABASE_URL, {
      max: POOL,
      applicationName: 'exchange-workers',
      onIdleError: onError,
    });
    closers.push(database.close);
    await reach(config.DATABASE_URL, database);
    const queue = await openQueue({ redis: config.REDIS_URL, database: config.DATABASE_URL }, onError);
    closers.push(queue.close);
    const { DATABASE_URL: databaseUrl, MEILI_URL: meiliUrl, MEILI_KEY: meiliKey } = config;
    const index = openListingIndex({ databaseUrl, meiliUrl, meiliKey });
    closers.push(index.close);
    await index.sync();
    return { database, queue, index, close };
  } catch (error) {
    await close();
    throw error;
  }
}
