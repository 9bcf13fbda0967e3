// The synonyms of searches: the lists, and the pairs of staff, which lie beside the totals and are read anew when they change.
import type { SynonymPair } from '@exchange/contracts';
import type { Pool, PoolClient } from 'pg';
import { listedSynonyms, synonymsWith, type Synonyms } from '../listings/synonyms.ts';

export interface SynonymBook {
  current: () => Synonyms;
  /** Which change of the pairs `current` is of; a lookup of words tells which is the newest. */
  version: () => number;
  load: () => Promise<void>;
}

/** Remembers the synonyms from search to search. */
export function openSynonymBook(pool: Pool): SynonymBook {
  let known: { version: number; synonyms: Synonyms } = { version: 0, synonyms: listedSynonyms };
  return {
    current: () => known.synonyms,
    version: () => known.version,
    load: async () => {
      const { rows } = await pool.query<{ pairs: SynonymPair[]; version: number }>(
        'select synonyms as pairs, synonyms_version as version from search.totals',
      );
      const [row] = rows;
      if (row) known = { version: row.version, synonyms: synonymsWith(row.pairs) };
    },
  };
}

/** Replaces the pairs, in a writer's transaction; the same ones again change nothing. */
export async function writeSynonyms(client: PoolClient, pairs: readonly SynonymPair[]): Promise<void> {
  await client.query(
    `update search.totals set synonyms = $1::jsonb, synonyms_version = synonyms_version + 1 where synonyms <> $1::jsonb`,
    [JSON.stringify(pairs)],
  );
}
