// What a query looks for in Meilisearch: all its words or, where too few listings have them, any of them.
import type { Meilisearch, MultiSearchQuery } from 'meilisearch';
import type { Synonyms } from '../listings/synonyms.ts';
import { toMeiliQuery, toTerms } from './query.ts';
import type { Term } from './rank.ts';
import type { ListingRecord } from './record.ts';

/** As in PostgreSQL (`toWordSet`): fewer listings with all the words than this, and those with some are results too. */
const ENOUGH = 20;
/** A word that a larger share of all listings has does not make a result on its own beside rarer words. */
const COMMON = 0.2;

export interface Wanted {
  /** A result is found by any of these, which each must be found whole. Those of a greater weight come first. */
  queries: { q: string; weight: number }[];
  /** By what the results are ranked; empty where there is nothing to rank by. */
  terms: (Term & { q: string })[];
  /** How many listings there are. */
  documents: number;
}

interface Asked {
  q: string;
  exact: boolean;
  /** All the words must be found. */
  strict: boolean;
  /** The filter that the query itself names. */
  read: string[];
}

/** Asks how many listings each term, and all together, are found in, and decides. */
export async function toWanted(
  client: Meilisearch,
  indexUid: string,
  { q, exact, strict, read }: Asked,
  synonyms: Synonyms,
): Promise<Wanted> {
  const whole = toMeiliQuery(q, exact, synonyms);
  const { terms: looked, required } = toTerms(q, synonyms);
  const written = (term: { q: string; words: string[] }) =>
    exact ? toMeiliQuery(term.words.join(' '), true, synonyms) : term.q;
  const count = async (questions: { q: string; filter?: string[] }[]) => {
    const queries = questions.map((one) => ({
      ...{ indexUid, matchingStrategy: 'all' as const, page: 1, hitsPerPage: 0, ...one },
    }));
    const { results } = await client.multiSearch<{ queries: MultiSearchQuery[] }, ListingRecord>({ queries });
    return results.map(({ totalHits = 0 }) => totalHits);
  };
  if (looked.length === 0) return { queries: [{ q: whole, weight: 1 }], terms: [], documents: 0 };
  const [documents = 0, all = 0, ...each] = await count([
    { q: '' },
    { q: whole, filter: read },
    ...looked.map((term) => ({ q: written(term) })),
  ]);
  const terms = looked.map((term, at) => ({ ...term, documents: each[at] ?? 0 }));
  const known = terms.filter((term) => term.documents > 0);
  const only = (text: string): Wanted => ({ queries: [{ q: text, weight: 1 }], terms: known, documents });
  if (strict || all >= ENOUGH || terms.length < 2 || known.length === 0) return only(whole);
  const together =
    known.length === terms.length
      ? whole
      : `${known.map((term) => written({ ...term, words: [...term.words] }).trim()).join(' ')}${required}`;
  const [enough = 0] = known.length === terms.length ? [all] : await count([{ q: together, filter: read }]);
  if (exact || enough >= ENOUGH || known.length < 2) return only(together);
  // A phrase is enough to look for: the words beside it only rank what has it.
  if (required.includes(' "')) return { ...only(required.trim()) };
  const rare = known.filter((term) => term.documents <= COMMON * documents);
  const loose = rare.length > 0 ? rare : known;
  const rarity = (term: Term) => Math.log(1 + documents / term.documents);
  const most = Math.max(...loose.map(rarity));
  const any = loose.map((term) => ({ q: `${term.q}${required}`, weight: (0.5 * rarity(term)) / most }));
  return { queries: [{ q: together, weight: 1 }, ...any], terms: known, documents };
}
