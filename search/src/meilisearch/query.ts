// What was typed, in the form that Meilisearch reads. No I/O.
import { parseQuery } from '../listings/query.ts';
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

/** The stems of words, phrases in quotes, and what is excluded; empty when nothing is left to look for. */
export function toMeiliQuery(q: string, exact = false, synonyms = listedSynonyms): string {
  const { words, phrases, excluded } = parseQuery(q);
  // A word in quotes is taken as it is: no slips, synonyms and beginnings.
  const written = exact
    ? (word: string) => ` "${word}"`
    : (word: string, bound: boolean) => `${bound ? '-' : ' '}${word}`;
  const text = withoutStopWords(words, synonyms)
    .map(({ word, bound }) => written(word, bound))
    .join('')
    .trim();
  const quoted = (some: readonly string[]) => (some.length > 1 ? `"${some.join(' ')}"` : some.join(''));
  return toStems(
    [text, ...phrases.map((phrase) => `"${phrase.join(' ')}"`), ...excluded.map((some) => `-${quoted(some)}`)]
      .filter(Boolean)
      .join(' '),
  );
}
