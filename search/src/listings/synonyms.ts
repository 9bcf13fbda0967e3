// Finding what else is said for the words of a query: from the lists beside this file, and from pairs that staff add. No I/O.
import type { SynonymPair } from '@exchange/contracts';
import { acronyms, alsoWords } from './synonyms/acronyms.ts';
import { groups } from './synonyms/groups.ts';
import { wordsIn } from './words.ts';

const toWords = (text: string) => wordsIn(text).map(({ word }) => word);

interface Meaning {
  words: string[];
  others: string[][];
}

export interface Synonyms {
  /** The longest synonym that these words begin with: how many words it takes, and what else is said for it. */
  find: (words: readonly string[]) => { length: number; others: string[][] } | undefined;
  /** Every meaning, for an engine that keeps synonyms itself: what is typed, and what is looked for beside it. */
  all: () => Record<string, string[]>;
}

/** Singular and plural are typed for each other: "learning disability" has the synonyms of "learning disabilities". */
const singular = (word: string) => (word.length > 3 ? word.replace(/ies$/u, 'y').replace(/(?<!s)s$/u, '') : word);
const same = (a: readonly string[], b: readonly string[]) =>
  a.every((word, at) => singular(word) === singular(b[at] ?? ''));
const text = (words: readonly string[]) => words.join(' ');

/** Pairs one way each: what is typed, and what is looked for beside it. */
function* builtIn(): Generator<[words: string[], others: string[][]]> {
  for (const group of groups) {
    const variants = group.map(toWords);
    for (const words of variants) yield [words, variants.filter((other) => other !== words)];
  }
  for (const [acronym, meaning] of Object.entries(acronyms)) {
    yield [[acronym], [toWords(meaning)]];
    if (!alsoWords.has(acronym)) yield [toWords(meaning), [[acronym]]];
  }
}

function* added(pairs: readonly SynonymPair[]): Generator<[words: string[], others: string[][]]> {
  for (const { from, to, bothWays } of pairs) {
    yield [toWords(from), [toWords(to)]];
    if (bothWays) yield [toWords(to), [toWords(from)]];
  }
}

/** The synonyms of the lists, and these pairs. */
export function synonymsWith(pairs: readonly SynonymPair[] = []): Synonyms {
  const byFirstWord = new Map<string, Meaning[]>();
  for (const [words, others] of [...builtIn(), ...added(pairs)]) {
    const first = singular(words[0] ?? '');
    const meanings = byFirstWord.get(first) ?? [];
    byFirstWord.set(first, meanings);
    const known = meanings.find((meaning) => meaning.words.length === words.length && same(meaning.words, words));
    if (!known) meanings.push({ words, others: [...others] });
    else known.others.push(...others.filter((other) => !known.others.some((one) => text(one) === text(other))));
  }
  for (const meanings of byFirstWord.values()) meanings.sort((a, b) => b.words.length - a.words.length);
  return {
    find: (words) => {
      const found = byFirstWord.get(singular(words[0] ?? ''))?.find((meaning) => same(meaning.words, words));
      return found && { length: found.words.length, others: found.others };
    },
    all: () =>
      Object.fromEntries([...byFirstWord.values()].flat().map(({ words, others }) => [text(words), others.map(text)])),
  };
}

/** Those of the lists alone. */
export const listedSynonyms = synonymsWith();
