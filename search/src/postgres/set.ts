// Which listings are the result of a query, before any filter.
import type { Pool } from 'pg';
import { ListingFilters, type ListingQuery } from '@exchange/contracts';
import type { CodeBook } from './codes.ts';
import { toFilterSql } from './filters.ts';
import { parameters } from './sql.ts';
import { anyOf, type Term, type Terms } from './terms.ts';

/** Fewer listings with all the words than this, and those with some of them are results too: a page's worth. */
const ENOUGH = 20;
/** A word that a larger share of all listings has does not make a result on its own beside rarer words. */
const COMMON = 0.2;

export interface WordSet {
  /** A tsquery; null when every listing is a result. */
  query: string | null;
  /** No listing is. */
  empty: boolean;
  /** All the terms are in every result. */
  strict: boolean;
}

const and = (parts: readonly string[]) => parts.join(' & ');

/**
 * The set of results of `q`. In it is every listing
 *
 * 1. that holds each phrase in quotes, and nothing that is excluded with a minus, and
 * 2. that holds each of the other words; or, when fewer than 20 listings (that meet the filters which `q` itself names, if it does) meet
 *    both conditions, and no phrase was given: any one of those words that at most a fifth of all listings have (any one of
 *    the words, when all are commoner than that).
 *
 * A word is held when its stem, one of its synonyms, or, where no listing has the stem, a word it begins or the
 * likeliest correction is found in title, summary, organisation or text. Words that nothing can be made of are left out, as are stop words; when
 * nothing could be made of any, nothing is found. No words at all: every listing.
 *
 * With `words=all` the second part of 2 does not hold, and a word that nothing can be made of leaves nothing: the set is that of an interest with
 * these words (listings/keywords.ts), but for beginnings and corrections, which search alone guesses.
 *
 * Filters then take away from this set and never change it, so that each count is what choosing the value gives.
 */
export async function toWordSet(
  pool: Pool,
  codes: CodeBook,
  { terms, required, nothingKnown, someUnknown, collection }: Terms,
  read: Partial<ListingFilters> = {},
  wanted: ListingQuery['words'] = 'some',
): Promise<WordSet> {
  if (nothingKnown || (someUnknown && wanted === 'all')) return { query: null, empty: true, strict: true };
  if (terms.length === 0 && required.length === 0) return { query: null, empty: false, strict: true };
  const all = and([...terms.map(({ query }) => query), ...required]);
  if (wanted === 'all' || (terms.length < 2 && required.length === 0))
    return { query: all, empty: false, strict: true };
  const phrases = required.filter((part) => !part.startsWith('!'));
  const relaxed = relax(terms, required, phrases.length > 0, collection.documents);
  if (relaxed === all || (await hasEnough(pool, codes, all, read))) return { query: all, empty: false, strict: true };
  return { query: relaxed, empty: false, strict: false };
}

function relax(terms: readonly Term[], required: readonly string[], hasPhrase: boolean, documents: number): string {
  const rare = terms.filter((term) => term.documents <= COMMON * documents);
  const any = anyOf((rare.length > 0 ? rare : terms).map(({ query }) => query));
  return and([...(hasPhrase || any === '' ? [] : [`(${any})`]), ...required]);
}

async function hasEnough(pool: Pool, codes: CodeBook, query: string, read: Partial<ListingFilters>): Promise<boolean> {
  const sql = parameters();
  const { fails } = await toFilterSql(ListingFilters.parse(read), codes, sql);
  const within = fails === '0' ? '' : `and ${fails} = 0`;
  const { rows } = await pool.query<{ enough: boolean }>(
    `select count(*) >= ${sql.add(ENOUGH)} as enough from (
       select 1 from search.entries where vector @@ ${sql.add(query)}::tsquery ${within} limit ${String(ENOUGH)}) hits`,
    sql.values,
  );
  return rows[0]?.enough ?? false;
}
