// Finding what else is said for the words of a query. No I/O.
import { acronyms, alsoWords } from './synonyms/acronyms.ts';
import { groups } from './synonyms/groups.ts';
import { wordsIn } from './words.ts';

const toWords = (text: string) => wordsIn(text).map(({ word }) => word);

interface Meaning {
  words: string[];
  others: string[][];
}

/** Singular and plural are typed for each other: "learning disability" has the synonyms of "learning disabilities". */
const singular = (word: string) => (word.length > 3 ? word.replace(/ies$/u, 'y').replace(/(?<!s)s$/u, '') : word);
const same = (a: readonly string[], b: readonly string[]) =>
  a.every((word, at) => singular(word) === singular(b[at] ?? ''));

const byFirstWord = new Map<string, Meaning[]>();

function add(words: string[], others: string[][]): void {
  const first = singular(words[0] ?? '');
  const meanings = byFirstWord.get(first) ?? [];
  byFirstWord.set(first, meanings);
  const known = meanings.find((meaning) => meaning.words.length === words.length && same(meaning.words, words));
  if (known) known.others.push(...others);
  else meanings.push({ words, others: [...others] });
}

for (const group of groups) {
  const variants = group.map(toWords);
  for (const words of variants)
    add(
      words,
      variants.filter((other) => other !== words),
    );
}
for (const [acronym, text] of Object.entries(acronyms)) {
  add([acronym], [toWords(text)]);
  if (!alsoWords.has(acronym)) add(toWords(text), [[acronym]]);
}
for (const meanings of byFirstWord.values()) meanings.sort((a, b) => b.words.length - a.words.length);

/** The longest synonym that these words begin with: how many words it takes, and what else is said for it. */
export function findSynonyms(words: readonly string[]): { length: number; others: string[][] } | undefined {
  const found = byFirstWord.get(singular(words[0] ?? ''))?.find((meaning) => same(meaning.words, words));
  return found && { length: found.words.length, others: found.others };
}

/** Every meaning, for an engine that keeps synonyms itself: what is typed, and what is looked for beside it. */
export function allSynonyms(): Record<string, string[]> {
  const all = [...byFirstWord.values()].flat();
  return Object.fromEntries(all.map(({ words, others }) => [words.join(' '), others.map((other) => other.join(' '))]));
}
