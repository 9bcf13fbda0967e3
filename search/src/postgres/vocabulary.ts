// The words that are known: looking them up, those that begin alike, and those that were likely meant.
import type { Pool } from 'pg';
import { correctionsOf, lettersOf, type Correction, type KnownWord } from '../listings/typos.ts';

export interface LookedUp {
  /** Undefined for a stop word. */
  stem: string | undefined;
  /** In about how many documents a word of this stem stands (never more than there are). */
  documents: number;
}

export interface Collection {
  documents: number;
  /** Words of a document on average; 1 when there are none. */
  averageLength: number;
  words: Map<string, LookedUp>;
  /** Which change of the synonyms is the newest. */
  synonymsVersion: number;
}

/** Looks words up, and with them how much there is in all. */
export async function lookUp(pool: Pool, words: readonly string[]): Promise<Collection> {
  const { rows } = await pool.query<{
    documents: number;
    averageLength: number;
    synonymsVersion: number;
    words: { word: string; stem: string | null; documents: number }[] | null;
  }>(
    `select totals.documents, greatest(1, totals.length::float8 / greatest(1, totals.documents)) as "averageLength",
       totals.synonyms_version as "synonymsVersion",
       (select json_agg(found) from (
          select asked.word, asked.stem, least(totals.documents, coalesce(sum(known.documents), 0))::int as documents
          from (select word, (ts_lexize('english_stem', word))[1] as stem from unnest($1::text[]) word) asked
          left join search.vocabulary known on known.stem = asked.stem
          group by asked.word, asked.stem) found) as words
     from search.totals`,
    [[...new Set(words)]],
  );
  const [row] = rows;
  return {
    documents: row?.documents ?? 0,
    averageLength: row?.averageLength ?? 1,
    synonymsVersion: row?.synonymsVersion ?? 0,
    words: new Map(
      (row?.words ?? []).map(({ word, stem, documents }) => [word, { stem: stem ?? undefined, documents }]),
    ),
  };
}

/** The most frequent known words that begin with this. */
export async function wordsBeginningWith(pool: Pool, beginning: string, most: number): Promise<KnownWord[]> {
  const { rows } = await pool.query<KnownWord>(
    `select word, stem, documents from search.vocabulary where word >= $1 and word < $1 || U&'\\+10FFFF'
     order by documents desc, word limit $2`,
    [beginning, most],
  );
  return rows;
}

/**
 * The known words at most so many edits away, the likeliest first. Length and letters leave few to measure: an edit changes
 * the length by one at most, and the set of letters by two.
 */
export async function correct(pool: Pool, typed: string, edits: number): Promise<Correction[]> {
  const { rows } = await pool.query<KnownWord>(
    `select word, stem, documents from search.vocabulary
     where length between $1 and $2 and bit_count((letters # $3)::bit(32)) <= $4`,
    [typed.length - edits, typed.length + edits, lettersOf(typed), 2 * edits],
  );
  return correctionsOf(typed, rows, edits);
}

/** Every known word of these stems: what a highlight marks. */
export async function wordsOfStems(pool: Pool, stems: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ word: string }>('select word from search.vocabulary where stem = any($1)', [
    stems,
  ]);
  return new Set(rows.map(({ word }) => word));
}
