// Words: how a text is cut into them, the same for documents, queries, corrections and highlights. No I/O.

export interface Word {
  /** Lower case, without accents, apostrophes and a possessive 's. */
  word: string;
  /** Where it stands in the text, in UTF-16 units. */
  start: number;
  end: number;
  /** A hyphen binds it to the word before: the second part of "re-offending". */
  bound: boolean;
}

/** Longer runs of letters are no words; what is cut off is not searched. */
const LONGEST_WORD = 60;

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}\p{M}]+)*/gu;

const PLAIN = /^[a-z0-9]+$/u;

/** "Women's" and "womens" differ by the possessive only, "O'Neill" and "ONeill" not at all. */
function normalise(text: string): string {
  const lower = text.toLowerCase();
  // Nearly every word is plain, and a page of results has ten thousand.
  if (PLAIN.test(lower)) return lower.slice(0, LONGEST_WORD);
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, LONGEST_WORD);
}

/** The words of a text, in order. */
export function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  for (const found of text.matchAll(WORD)) {
    const word = normalise(found[0]);
    if (!word) continue;
    const start = found.index;
    const before = words.at(-1);
    const bound = before !== undefined && before.end === start - 1 && /[-‐‑]/u.test(text[start - 1] ?? '');
    words.push({ word, start, end: start + found[0].length, bound });
  }
  return words;
}

/** A word of a document, with its place counted from 1. */
export interface PlacedWord {
  word: string;
  place: number;
}

/**
 * The words a text is found by. "Re-offending" is found as "offending" and as "reoffending": the joined form stands at the
 * place of its last part, so that phrases around it keep their distances.
 */
export function indexedWords(text: string): PlacedWord[] {
  const placed: PlacedWord[] = [];
  let joined = '';
  wordsIn(text).forEach(({ word, bound }, index) => {
    placed.push({ word, place: index + 1 });
    joined = bound ? joined + word : word;
    if (bound) placed.push({ word: joined.slice(0, LONGEST_WORD), place: index + 1 });
  });
  return placed;
}
