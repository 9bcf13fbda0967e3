// The synonyms as Meilisearch holds them: what is a synonym keeps its stop words in a query, so they are read now and then.
import type { Meilisearch } from 'meilisearch';
import { listedSynonyms, synonymsWith, type Synonyms } from '../listings/synonyms.ts';

/** How old they may be, in milliseconds. */
const FRESH_FOR = 60_000;

type Kept = Record<string, string[]>;

export interface SynonymReader {
  current: () => Promise<Synonyms>;
  /** What was just written. */
  set: (all: Kept) => void;
}

const toSynonyms = (all: Kept) =>
  synonymsWith(Object.entries(all).flatMap(([from, others]) => others.map((to) => ({ from, to, bothWays: false }))));

/** Reads them at the first search, and then behind the searches; the lists count while they cannot be read. */
export function openSynonyms(client: Meilisearch, uid: string): SynonymReader {
  let known = listedSynonyms;
  let readAt = -Infinity;
  const read = async () => {
    readAt = performance.now();
    try {
      known = toSynonyms(await client.index(uid).getSynonyms());
    } catch {
      // The search itself says that the engine is away.
    }
  };
  return {
    current: async () => {
      if (readAt === -Infinity) await read();
      else if (performance.now() - readAt > FRESH_FOR) void read();
      return known;
    },
    set: (all) => {
      known = toSynonyms(all);
      readAt = performance.now();
    },
  };
}
