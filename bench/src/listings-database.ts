// A database with many listings in its search index, the demonstration content beside them, and the api in front.
import type { ListingQuery } from '@exchange/contracts';
import { openDatabase } from '@exchange/db';
import { migrateDatabase } from '@exchange/db/migrate';
import { loadDemonstration } from '@exchange/db/seed/load';
import { createListingIndex, type ListingIndex } from '@exchange/search';
import { randomListings, randomly } from '@exchange/search/random';
import { startProgram } from './programs.ts';
import { readSearchBenchConfig } from './search/config.ts';
import { searchMix } from './search/mix.ts';
import { inBatches, withScratchDatabase } from './search/scratch.ts';

const SEED = 2006;
/** What the exchange is measured at where one size is enough. */
export const LISTINGS = 10_000;

export interface Bench {
  databaseUrl: string;
  apiUrl: string;
  index: ListingIndex;
  /** The mix of searches, as the engine takes them and as paths with their query. */
  queries: ListingQuery[];
  paths: string[];
}

/** Makes it, lets `work` measure, and throws it away. */
export async function withListings<T>(
  { searches, listings = LISTINGS }: { searches: number; listings?: number },
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  const random = randomly(SEED);
  const documents = randomListings(listings, random, 200);
  const queries = searchMix(searches, random);
  return withScratchDatabase(readSearchBenchConfig(), async (databaseUrl) => {
    await migrateDatabase(databaseUrl);
    const database = openDatabase(databaseUrl, { max: 2 });
    const index = createListingIndex({ databaseUrl });
    try {
      await loadDemonstration(database.db);
      await index.sync();
      await index.rebuild(() => inBatches(documents));
      await database.db.execute('vacuum analyze');
      const program = await startProgram('api/src/main.ts', '/readyz', (port) => ({
        DATABASE_URL: databaseUrl,
        API_PORT: String(port),
        RATE_LIMIT_PER_MINUTE: '0',
        LOG_LEVEL: 'silent',
      }));
      try {
        return await work({ databaseUrl, apiUrl: program.url, index, queries, paths: queries.map(toPath) });
      } finally {
        await program.stop();
      }
    } finally {
      await index.close();
      await database.close();
    }
  });
}

/** What a parameter of a search may be. */
type Given = string | number | boolean | string[] | undefined;

/** The query as people's programs write it: `?q=…&stage=pilot&stage=scale`. */
function toPath(query: ListingQuery): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries<Given>(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== '') parameters.append(name, String(each));
    }
  }
  return `/listings?${parameters.toString()}`;
}
