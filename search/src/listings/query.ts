// What a person typed, taken apart: words, phrases in quotes, and what is to be left out. No I/O.
import { wordsIn, type Word } from './words.ts';

export interface ParsedQuery {
  /** Outside quotes and not excluded, in order, with their places in the typed text. */
  words: Word[];
  /** Each must be found as it stands: the words of a phrase, in order. */
  phrases: string[][];
  /** What no result may hold: words, or phrases of several words. */
  excluded: string[][];
}

/** More words than this are not looked for: nobody means them, and each one costs. */
const MOST_WORDS = 24;

/** A minus sign counts only before a word or a quote and after a blank: "re-offending" excludes nothing. */
const QUOTED = /(^|\s)(-?)"([^"]*)"/gu;
const MINUS = /(^|\s)-(?=[\p{L}\p{N}])(\S+)/gu;

/** Takes a query apart. Anything is accepted; an unbalanced quote is taken for a blank. */
export function parseQuery(q: string): ParsedQuery {
  const phrases: string[][] = [];
  const excluded: string[][] = [];
  const keep = (list: string[][], text: string) => {
    const words = wordsIn(text).map(({ word }) => word);
    if (words.length > 0 && list.length < MOST_WORDS) list.push(words.slice(0, MOST_WORDS));
  };
  const blank = (text: string) => ' '.repeat(text.length);
  const plain = q
    .replace(QUOTED, (all: string, _before: string, minus: string, text: string) => {
      keep(minus ? excluded : phrases, text);
      return blank(all);
    })
    .replace(MINUS, (all: string, _before: string, text: string) => {
      keep(excluded, text);
      return blank(all);
    });
  return { words: wordsIn(plain).slice(0, MOST_WORDS), phrases, excluded };
}

/** Puts other words in the place of some of a query; the rest stays as typed. */
export function replaceWords(q: string, replaced: ReadonlyMap<Word, string>): string {
  let text = '';
  let from = 0;
  for (const [word, instead] of [...replaced].sort(([a], [b]) => a.start - b.start)) {
    text += q.slice(from, word.start) + instead;
    from = word.end;
  }
  return text + q.slice(from);
}
