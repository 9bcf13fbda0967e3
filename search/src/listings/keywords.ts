// What an interest's key words look for: read as a search with `words=all` reads them, synonyms and all. No I/O.
import { createHash } from 'node:crypto';
import type { Keyword, KeywordBook, Keywords, ReadKeywords, SynonymPair } from '@exchange/contracts';
import { parseQuery } from './query.ts';
import { toRuns, type Run } from './runs.ts';
import { listedSynonyms, synonymsWith, type Synonyms } from './synonyms.ts';
import { acronyms, alsoWords } from './synonyms/acronyms.ts';
import { groups } from './synonyms/groups.ts';
import { wordsIn } from './words.ts';

/** Counts up when the same words are to be read in another way than before. */
const READING = 1;

/** Acronyms that stand in the groups. */
const groupedAcronyms = ['bame', 'bme', 'lgbt', 'lgbtq', 'vcs', 'vcse'];
const inCapitals = new Set([...Object.keys(acronyms), ...groupedAcronyms]);

const text = (words: readonly string[]) => words.join(' ');
const plain = (typed: string) => text(wordsIn(typed).map(({ word }) => word));

function toKeyword(q: string, run: Run, shown: (words: string) => string): Keyword {
  const [first, last] = [run.words[0], run.words.at(-1)];
  return {
    asked: q.slice(first?.start, last?.end),
    own: run.own.map(({ words, asPhrase }) => ({ words: text(words), asPhrase })),
    synonyms: run.synonyms.map(({ words }) => ({ words: text(words), shown: shown(text(words)) })),
  };
}

/**
 * Takes key words apart. Not among the alternatives are the beginnings and corrections that a search tries: these are guesses of the
 * moment, and what they meant can be seen in its results; an interest is kept for years, and nobody looks at what it leaves out.
 */
function readKeywords(q: string, synonyms: Synonyms, shown: (words: string) => string): Keywords {
  const { words, phrases, excluded } = parseQuery(q);
  return {
    wanted: toRuns(words, synonyms).map((run) => toKeyword(q, run, shown)),
    phrases: phrases.map(text),
    excluded: excluded.map(text),
  };
}

function readerWith(pairs: readonly SynonymPair[]): ReadKeywords {
  const synonyms = pairs.length === 0 ? listedSynonyms : synonymsWith(pairs);
  const written = new Map(pairs.flatMap(({ from, to }) => [from, to]).map((one) => [plain(one), one]));
  const shown = (words: string) => written.get(words) ?? (inCapitals.has(words) ? words.toUpperCase() : words);
  return (q) => readKeywords(q, synonyms, shown);
}

/** Remembers the reader of the newest pairs: they change seldom, and are looked up for each interest that is read. */
function createBook(): KeywordBook {
  let known = { pairs: '[]', read: readerWith([]) };
  return {
    version: createHash('sha256')
      .update(JSON.stringify([READING, groups, acronyms, [...alsoWords]]))
      .digest('hex'),
    withPairs: (given) => {
      const pairs = JSON.stringify(given);
      if (pairs !== known.pairs) known = { pairs, read: readerWith(given) };
      return known.read;
    },
  };
}

/** How interests' key words are read: `@exchange/db` is given it by the api and the workers. */
export const keywordBook: KeywordBook = createBook();
