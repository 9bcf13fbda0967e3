// A migrated database on a server with production's own settings (fsync and synchronous_commit on), thrown away after use.
import { openDatabase, type Database } from '@exchange/db';
import { migrateDatabase } from '@exchange/db/migrate';
import { readSearchBenchConfig } from './search/config.ts';
import { withScratchDatabase } from './search/scratch.ts';

export interface BenchDatabase extends Database {
  url: string;
}

/** Makes it, hands it to `work`, and drops it. */
export async function withExchangeDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  return withScratchDatabase(readSearchBenchConfig(), async (url) => {
    await migrateDatabase(url);
    const database = openDatabase(url, { max: 10, applicationName: 'exchange-bench' });
    try {
      return await work({ ...database, url });
    } finally {
      await database.close();
    }
  });
}
