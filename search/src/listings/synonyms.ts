// Words that mean the same to the people of this sector. No I/O.
import { wordsIn } from './words.ts';

/** Each group is one meaning: whichever is typed, the others are looked for too. */
const groups: readonly (readonly string[])[] = [
  ['neet', 'not in education employment or training'],
  ['reoffending', 're offending'],
];

const toWords = (text: string) => wordsIn(text).map(({ word }) => word);

interface Meaning {
  words: string[];
  others: string[][];
}

const byFirstWord = new Map<string, Meaning[]>();
for (const group of groups) {
  const variants = group.map(toWords);
  for (const words of variants) {
    const [first = ''] = words;
    const meanings = byFirstWord.get(first) ?? [];
    byFirstWord.set(first, meanings);
    meanings.push({ words, others: variants.filter((other) => other !== words) });
  }
}
for (const meanings of byFirstWord.values()) meanings.sort((a, b) => b.words.length - a.words.length);

/** The longest synonym that these words begin with: how many words it takes, and what else is said for it. */
export function findSynonyms(words: readonly string[]): { length: number; others: string[][] } | undefined {
  const [first = ''] = words;
  const found = byFirstWord.get(first)?.find((meaning) => meaning.words.every((word, index) => words[index] === word));
  return found && { length: found.words.length, others: found.others };
}
