// Chooses the engine: Meilisearch where one is given, else the one in PostgreSQL.
import { createMeilisearchIndex } from './meilisearch/index.ts';
import type { ListingIndex } from './port.ts';
import { createPostgresIndex } from './postgres/index.ts';
import { withSpare } from './spare.ts';

export interface SearchConfig {
  databaseUrl: string;
  /** Set: Meilisearch is the engine. */
  meiliUrl?: string | undefined;
  meiliKey?: string | undefined;
  /** The name of its index; `listings` unless told. */
  meiliIndex?: string | undefined;
}

/** Opens the one engine that this configuration means. Call `sync()` once before the first search, `close()` at the end. */
export function createListingIndex(config: SearchConfig): ListingIndex {
  const { databaseUrl, meiliUrl, meiliKey, meiliIndex = 'listings' } = config;
  return meiliUrl
    ? createMeilisearchIndex({ url: meiliUrl, key: meiliKey, uid: meiliIndex })
    : createPostgresIndex(databaseUrl);
}

/** Opens what the exchange searches by: the engine, and where that is Meilisearch, the one in PostgreSQL as its spare. */
export function openListingIndex(config: SearchConfig): ListingIndex {
  const engine = createListingIndex(config);
  return config.meiliUrl ? withSpare(engine, createPostgresIndex(config.databaseUrl)) : engine;
}
