// Gives the engines of the search the synonyms that staff added.
import type { Db } from '@exchange/db';
import { listSynonymPairs } from '@exchange/db/searches/synonyms';
import type { ListingIndex } from '@exchange/search';

/** Times to look again when the synonyms change while they are being given. */
const MOST_ROUNDS = 5;

/** All of them, whichever changed. Who writes last has read since: they are read again after each writing. */
export async function giveSynonyms(db: Db, index: ListingIndex): Promise<void> {
  let pairs = await listSynonymPairs(db);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await index.setSynonyms(pairs);
    const after = await listSynonymPairs(db);
    if (JSON.stringify(after) === JSON.stringify(pairs)) return;
    pairs = after;
  }
}
