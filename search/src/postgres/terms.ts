// From what was typed to what is looked for: each term with its stems, synonyms, beginnings and corrections.
import type { Pool } from 'pg';
import { parseQuery, replaceWords, type ParsedQuery } from '../listings/query.ts';
import { toRuns, type Alternative, type Run } from '../listings/runs.ts';
import { editsAllowed, type KnownWord } from '../listings/typos.ts';
import type { Word } from '../listings/words.ts';
import type { SynonymBook } from './synonyms.ts';
import { inTitle, lexeme } from './vector.ts';
import { correct, lookUp, wordsBeginningWith, type Collection, type LookedUp } from './vocabulary.ts';

/** A part of a term that counts for the ranking: a tsquery, and how much finding it says (its rarity). */
export interface Piece {
  query: string;
  weight: number;
}

/** One thing that was meant: found when any of its alternatives is. */
export interface Term {
  /** Any alternative, as a tsquery. */
  query: string;
  /** The same, in the title. */
  title: string;
  /** In about how many documents it is found. */
  documents: number;
  /** Ways of saying it, each with its pieces; the best that a listing has decides. */
  ways: Piece[][];
  stems: string[];
}

export interface Terms {
  terms: Term[];
  /** What every result must hold: phrases, and the absence of what was excluded, as tsqueries. */
  required: string[];
  /** Stems to highlight. */
  stems: string[];
  /** Words were typed, but no document has any of them, nor anything like them. */
  nothingKnown: boolean;
  /** So it is with one of the words at the least. */
  someUnknown: boolean;
  correctedQuery: string | null;
  collection: Collection;
}

/** A beginning stands for this many words at most. */
const MOST_BEGINNINGS = 30;
const SHORTEST_BEGINNING = 2;
/** From this length on, a beginning may be a slip as well. */
const SHORTEST_UNFINISHED_SLIP = 4;
/** A known word is taken for a slip too when it is so rare, and its correction so much more frequent. */
const SLIP = { documents: 2, letters: 6, timesAsFrequent: 20 };

/** BM25's measure of how much it says that a document has a word. */
export function rarity(documents: number, of: number): number {
  return Math.log(1 + (of - Math.min(documents, of) + 0.5) / (documents + 0.5));
}

const allOf = (parts: readonly string[]) => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' & ')})`);
export const anyOf = (parts: readonly string[]) => [...new Set(parts)].join(' | ');

/** A phrase: the distances count the stop words between. */
function phrase(words: readonly string[], look: (word: string) => LookedUp): string | undefined {
  let query = '';
  let distance = 1;
  for (const word of words) {
    const { stem } = look(word);
    if (stem === undefined) distance += 1;
    else {
      query += query ? ` <${String(distance)}> ${lexeme(stem)}` : lexeme(stem);
      distance = 1;
    }
  }
  return query ? `(${query})` : undefined;
}

function toTerm(alternatives: readonly Alternative[], collection: Collection): Term | undefined {
  const look = (word: string): LookedUp => collection.words.get(word) ?? { stem: undefined, documents: 0 };
  const term: Term = { query: '', title: '', documents: 0, ways: [], stems: [] };
  const queries: string[] = [];
  const titles: string[] = [];
  for (const { words, asPhrase, weight } of alternatives) {
    const known = words.map(look).filter((word): word is LookedUp & { stem: string } => word.stem !== undefined);
    if (known.length === 0 || known.some(({ documents }) => documents === 0)) continue;
    const stems = known.map(({ stem }) => stem);
    const query = asPhrase ? (phrase(words, look) ?? '') : allOf(stems.map(lexeme));
    const documents = Math.min(...known.map((word) => word.documents));
    queries.push(query);
    titles.push(allOf(stems.map(inTitle).map(lexeme)));
    term.documents += documents;
    term.stems.push(...stems);
    const parts = asPhrase
      ? [{ query, documents }]
      : known.map((word) => ({ query: lexeme(word.stem), documents: word.documents }));
    term.ways.push(
      parts.map((part) => ({ query: part.query, weight: weight * rarity(part.documents, collection.documents) })),
    );
  }
  if (queries.length === 0) return undefined;
  return { ...term, query: `(${anyOf(queries)})`, title: `(${anyOf(titles)})` };
}

/** What is looked for in the place of a word that no document has: the one that was likely meant, and words it begins. */
async function guess(pool: Pool, word: Word, last: boolean, collection: Collection, corrected: Map<Word, string>) {
  const unfinished = last ? await beginning(pool, word, collection) : undefined;
  const edits = unfinished && word.word.length < SHORTEST_UNFINISHED_SLIP ? 0 : editsAllowed(word.word);
  const [meant] = edits > 0 ? await correct(pool, word.word, edits) : [];
  if (!meant) return unfinished;
  // A word that is still being typed is not told to be wrong.
  if (!unfinished) corrected.set(word, meant.word);
  const other = await termOf(pool, meant, collection);
  return unfinished && other ? join(unfinished, other) : (other ?? unfinished);
}

async function beginning(pool: Pool, { word }: Word, collection: Collection): Promise<Term | undefined> {
  if (word.length < SHORTEST_BEGINNING) return undefined;
  const found = await wordsBeginningWith(pool, word, MOST_BEGINNINGS);
  if (found.length === 0) return undefined;
  const query = `(${anyOf(found.map(({ stem }) => lexeme(stem)))})`;
  const sum = found.reduce((documents, known) => documents + known.documents, 0);
  const documents = Math.min(collection.documents, sum);
  return {
    query,
    title: `(${anyOf(found.map(({ stem }) => lexeme(inTitle(stem))))})`,
    documents,
    ways: [[{ query, weight: rarity(documents, collection.documents) }]],
    stems: found.map(({ stem }) => stem),
  };
}

/** The term of a word that is known. */
async function termOf(pool: Pool, { word }: KnownWord, collection: Collection): Promise<Term | undefined> {
  const { words } = await lookUp(pool, [word]);
  return toTerm([{ words: [word], asPhrase: false, weight: 1 }], { ...collection, words });
}

/** Adds what was likely meant to a word that hardly any document has: "peopel" may stand in one by mistake. */
async function orSlip(pool: Pool, term: Term, word: Word, collection: Collection, corrected: Map<Word, string>) {
  if (term.documents > SLIP.documents || word.word.length < SLIP.letters || editsAllowed(word.word) === 0) return term;
  const meant = (await correct(pool, word.word, 1)).find(
    (known) => known.word[0] === word.word[0] && known.documents >= SLIP.timesAsFrequent * term.documents,
  );
  if (!meant) return term;
  corrected.set(word, meant.word);
  const other = await termOf(pool, meant, collection);
  return other ? join(term, other) : term;
}

function join(one: Term, other: Term): Term {
  return {
    query: `(${one.query} | ${other.query})`,
    title: `(${one.title} | ${other.title})`,
    documents: one.documents + other.documents,
    ways: [...one.ways, ...other.ways],
    stems: [...one.stems, ...other.stems],
  };
}

interface Reading {
  /** The last word of the query, which may be unfinished. */
  last: Word | undefined;
  exact: boolean;
  collection: Collection;
  /** What was taken for a slip is noted here. */
  corrected: Map<Word, string>;
}

/** The terms of a run; undefined stands for a word of which nothing can be made. */
async function termsOfRun(
  pool: Pool,
  run: Run,
  { last, exact, collection, corrected }: Reading,
): Promise<(Term | undefined)[]> {
  const term = toTerm([...run.own, ...run.synonyms], collection);
  const [word] = run.words;
  if (term)
    return [run.words.length === 1 && word && !exact ? await orSlip(pool, term, word, collection, corrected) : term];
  const terms: (Term | undefined)[] = [];
  for (const single of run.words) {
    const looked = collection.words.get(single.word);
    if (looked?.stem === undefined) continue;
    const found =
      toTerm([{ words: [single.word], asPhrase: false, weight: 1 }], collection) ??
      (exact ? undefined : await guess(pool, single, single === last, collection, corrected));
    terms.push(found);
  }
  return terms;
}

function requirements({ phrases, excluded }: ParsedQuery, collection: Collection): string[] {
  const look = (word: string): LookedUp => collection.words.get(word) ?? { stem: undefined, documents: 0 };
  return [
    ...phrases.flatMap((words) => phrase(words, look) ?? []),
    ...excluded.flatMap((words) => phrase(words, look) ?? []).map((query) => `!${query}`),
  ];
}

/**
 * Finds out what a query asks for. An empty result (no terms, nothing required, not `nothingKnown`) asks for everything.
 * @param exact the words as they are: no synonyms, corrections and beginnings
 */
export async function toTerms(pool: Pool, synonyms: SynonymBook, q: string, exact = false): Promise<Terms> {
  const parsed = parseQuery(q);
  const { runs, collection } = await lookUpRuns(pool, synonyms, parsed, exact);
  const corrected = new Map<Word, string>();
  const last = parsed.words.at(-1);
  const looked: (Term | undefined)[] = [];
  for (const run of runs) looked.push(...(await termsOfRun(pool, run, { last, exact, collection, corrected })));
  const terms = looked.filter((term) => term !== undefined);
  const required = requirements(parsed, collection);
  const meaningful = parsed.words.some(({ word }) => collection.words.get(word)?.stem !== undefined);
  const stemsOfPhrases = parsed.phrases.flat().flatMap((word) => collection.words.get(word)?.stem ?? []);
  return {
    terms,
    required,
    stems: [...terms.flatMap((term) => term.stems), ...stemsOfPhrases],
    someUnknown: terms.length < looked.length,
    nothingKnown: terms.length === 0 && required.length === 0 && meaningful,
    correctedQuery: corrected.size > 0 ? replaceWords(q, corrected) : null,
    collection,
  };
}

/** Looks all words up, those of synonyms too; once more when staff have changed the synonyms meanwhile. */
async function lookUpRuns(
  pool: Pool,
  synonyms: SynonymBook,
  parsed: ParsedQuery,
  exact: boolean,
): Promise<{ runs: Run[]; collection: Collection }> {
  const look = async () => {
    const runs = toRuns(parsed.words, exact ? undefined : synonyms.current());
    const collection = await lookUp(pool, [
      ...parsed.words.map(({ word }) => word),
      ...runs.flatMap((run) => [...run.own, ...run.synonyms].flatMap(({ words }) => words)),
      ...parsed.phrases.flat(),
      ...parsed.excluded.flat(),
    ]);
    return { runs, collection };
  };
  const looked = await look();
  if (looked.collection.synonymsVersion === synonyms.version()) return looked;
  await synonyms.load();
  return look();
}
