// The port behind which both engines stand. Everything that finds listings goes through it.
import type { ListingCard, ListingPage, ListingQuery, Suggestion, SynonymPair } from '@exchange/contracts';
import type { ListingDocument } from './listings/document.ts';

/** What became of the engine that should answer. */
export interface EngineChange {
  /** It does not answer, or has not what it should have: the spare answers. */
  away: boolean;
  /** It is there, but its index is missing, not one of ours, or lacks most listings: verify it, which fills it. Told again while that is so. */
  isEmpty?: boolean;
  reason?: unknown;
}

export interface ListingIndex {
  /** Which engine answers now, for /readyz and the log. */
  readonly engine: 'postgres' | 'meilisearch';
  /** The engines behind it, each of which holds everything: itself, where it is one. */
  readonly engines: readonly ListingIndex[];
  /** Told each time the engine that should answer goes away or is found empty, and when it is back. Only where there is a spare. */
  onChange?: (listener: (change: EngineChange) => void) => void;
  /** Makes the index and its settings what this version needs; safe to run again and from several processes.
   * `fresh`: the index was made anew and is empty, so that a rebuild is wanted. */
  sync: () => Promise<{ fresh: boolean }>;
  /** Adds or replaces; when it resolves, searches see it. */
  upsert: (documents: readonly ListingDocument[]) => Promise<void>;
  /** Removes what is there; unknown ids are no error. */
  remove: (ids: readonly string[]) => Promise<void>;
  /** Replaces the synonyms that staff added; when it resolves, searches heed them (in another process within a minute). */
  setSynonyms: (pairs: readonly SynonymPair[]) => Promise<void>;
  /** @throws SearchTimeoutError when it takes longer than 2 s */
  search: (query: ListingQuery) => Promise<ListingPage>;
  /** At most 8 titles and terms that begin with, or nearly with, what was typed (1–100 characters). */
  suggest: (typed: string) => Promise<Suggestion[]>;
  /** Up to `limit` (1–20) listings most like this one, best first; none when it is not in the index. */
  similar: (id: string, limit: number) => Promise<ListingCard[]>;
  /** The stored documents of these ids, in no order; unknown ids are left out. */
  get: (ids: readonly string[]) => Promise<ListingDocument[]>;
  /** Every stored document, some at a time, to compare the index with the database. */
  all: () => AsyncIterable<ListingDocument[]>;
  /** Replaces the whole content without a gap: searches see the old until the new is complete. @param documents read once an engine */
  rebuild: (documents: () => AsyncIterable<readonly ListingDocument[]>) => Promise<void>;
  /** How many listings a search can find: 0 where the index is missing, or not made for such searches. Throws when it does not answer. */
  count: () => Promise<number>;
  /** Throws when it does not answer within 2 s. */
  ping: () => Promise<void>;
  close: () => Promise<void>;
}
