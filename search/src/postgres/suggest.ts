// Suggestions while typing: titles in which the words begin so, then words that go on so.
import type { Suggestion } from '@exchange/contracts';
import type { Pool } from 'pg';
import { wordsIn } from '../listings/words.ts';
import { editsAllowed } from '../listings/typos.ts';
import { anyOf } from './terms.ts';
import { inTitle, lexeme } from './vector.ts';
import { correct, lookUp, wordsBeginningWith } from './vocabulary.ts';

const MOST = 8;
const MOST_TITLES = 5;
const MOST_BEGINNINGS = 50;

/** Titles and terms for what was typed so far; with a slip in the last word, those of what was likely meant. */
export async function suggestFor(pool: Pool, typed: string): Promise<Suggestion[]> {
  const words = wordsIn(typed.slice(0, 100));
  const last = words.at(-1);
  if (!last) return [];
  const before = words.slice(0, -1).map(({ word }) => word);
  let endings = await wordsBeginningWith(pool, last.word, MOST_BEGINNINGS);
  if (endings.length === 0) endings = (await correct(pool, last.word, editsAllowed(last.word))).slice(0, 5);
  if (endings.length === 0) return [];
  const titles = await titlesWith(
    pool,
    before,
    endings.map(({ stem }) => stem),
  );
  const start = typed.slice(0, last.start);
  const terms = endings.map(({ word }) => ({ text: `${start}${word}`, slug: null }));
  return [...titles, ...terms].slice(0, MOST);
}

async function titlesWith(pool: Pool, before: readonly string[], endings: readonly string[]): Promise<Suggestion[]> {
  const { words } = await lookUp(pool, before);
  const stems = [...words.values()].flatMap(({ stem }) => stem ?? []);
  const query = [
    ...stems.map((stem) => lexeme(inTitle(stem))),
    `(${anyOf(endings.map((stem) => lexeme(inTitle(stem))))})`,
  ];
  const { rows } = await pool.query<{ text: string; slug: string }>(
    `select document->>'title' as text, document->'card'->>'slug' as slug
     from (select n, published from search.entries where vector @@ $1::tsquery order by published desc, n desc limit $2) found
     join search.documents using (n) order by published desc, n desc`,
    [query.join(' & '), MOST_TITLES],
  );
  return rows;
}
