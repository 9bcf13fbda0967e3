// What was typed, in the form that Meilisearch reads. No I/O.
import { parseQuery, type ParsedQuery } from '../listings/query.ts';
import { listedSynonyms, type Synonyms } from '../listings/synonyms.ts';
import type { Word } from '../listings/words.ts';
import { toStems } from './stems.ts';

/** The words that PostgreSQL's English stemmer leaves out, as far as people type them. */
const stopWords = new Set(
  (
    'a about after again all am an and any are as at be because been before being between both but by can did do does doing down ' +
    'during each few for from further had has have having he her here hers him his how i if in into is it its just me more most ' +
    'my no nor not now of off on once only or other our ours out over own s same she should so some such t than that the their ' +
    'theirs them then there these they this those through to too under until up very was we were what when where which while who ' +
    'whom why will with you your yours'
  ).split(' '),
);

/** Without stop words, but where they are part of what has synonyms: "not in education, employment or training". */
function withoutStopWords(words: readonly Word[], synonyms: Synonyms): Word[] {
  const kept: Word[] = [];
  for (let at = 0; at < words.length;) {
    const length = synonyms.find(words.slice(at).map(({ word }) => word))?.length ?? 1;
    const run = words.slice(at, at + length);
    kept.push(...(length > 1 ? run : run.filter(({ word }) => !stopWords.has(word))));
    at += length;
  }
  return kept;
}

const quoted = (some: readonly string[]) => (some.length > 1 ? `"${some.join(' ')}"` : some.join(''));

/** Phrases in quotes, and what is excluded, each with a blank before it. */
const requiredOf = ({ phrases, excluded }: ParsedQuery) =>
  toStems(
    [...phrases.map((phrase) => ` "${phrase.join(' ')}"`), ...excluded.map((some) => ` -${quoted(some)}`)].join(''),
  );

/** The stems of words, phrases in quotes, and what is excluded; empty when nothing is left to look for. */
export function toMeiliQuery(q: string, exact = false, synonyms = listedSynonyms): string {
  const parsed = parseQuery(q);
  // A word in quotes is taken as it is: no slips, synonyms and beginnings.
  const written = exact
    ? (word: string) => ` "${word}"`
    : (word: string, bound: boolean) => `${bound ? '-' : ' '}${word}`;
  const text = withoutStopWords(parsed.words, synonyms)
    .map(({ word, bound }) => written(word, bound))
    .join('');
  return `${toStems(text)}${requiredOf(parsed)}`.trim();
}

export interface TypedTerm {
  /** As Meilisearch reads it: a word with a blank behind it is no beginning. */
  q: string;
  words: string[];
  isOpen: boolean;
}

/** The things that are looked for, each on its own: a word, a word with hyphens, or the words of a synonym; and what every result must meet. */
export function toTerms(q: string, synonyms: Synonyms = listedSynonyms): { terms: TypedTerm[]; required: string } {
  const parsed = parseQuery(q);
  const required = requiredOf(parsed);
  const words = withoutStopWords(parsed.words, synonyms);
  const terms: Pick<TypedTerm, 'q' | 'words'>[] = [];
  for (let at = 0; at < words.length;) {
    const found = synonyms.find(words.slice(at).map(({ word }) => word))?.length ?? 1;
    let end = at + found;
    while (words[end]?.bound) end += 1;
    const run = words.slice(at, end);
    const text = run.map(({ word, bound }, place) => `${place === 0 ? '' : bound ? '-' : ' '}${word}`).join('');
    terms.push({ q: toStems(text), words: run.map(({ word }) => word) });
    at = end;
  }
  return {
    terms: terms.map((term, at) => {
      const isOpen = at === terms.length - 1 && required === '';
      return { ...term, q: isOpen ? term.q : `${term.q} `, isOpen };
    }),
    required,
  };
}
