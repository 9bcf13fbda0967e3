// What every service is given: the database, the search index, the configuration and the time.
import type { Db } from '@exchange/db';
import type { ListingIndex } from '@exchange/search';
import type { Config } from './config.ts';

export interface Context {
  db: Db;
  index: ListingIndex;
  config: Config;
  /** The time now; tests give their own. */
  now: () => Date;
}
