// The words that an interest looks for, from its criteria into the columns that matching tests. Gives SQL.
import type { Criteria, ReadKeywords } from '@exchange/contracts';
import { sql, type SQL } from 'drizzle-orm';

/** What `interests` keeps of its criteria's words, as SQL. */
export interface WordColumns {
  words: SQL;
  synonyms: SQL;
  excludedWords: SQL;
}

/** SQL: a query that has something in it, or null. */
const orNull = (query: SQL) => sql`(case when numnode(${query}) > 0 then ${query} end)`;

/** SQL: the tsquery of words that follow each other, or of words that stand anywhere; stop words leave gaps, and it may be empty. */
const phrase = (words: SQL) => sql`phraseto_tsquery('english', unaccent(${words}))`;
const anywhere = (words: SQL) => sql`plainto_tsquery('english', unaccent(${words}))`;

/** SQL: the ways in which a key word itself is said, as one tsquery (text); null when that is stop words only. */
const ownOf = (keyword: SQL) => sql`(
  select string_agg('(' || way.q::text || ')', ' | ' order by way.n) from (
    select n, case when (own->>'asPhrase')::boolean then ${phrase(sql`own->>'words'`)} else ${anywhere(sql`own->>'words'`)} end as q
    from jsonb_array_elements(${keyword}->'own') with ordinality own (own, n)) way
  where numnode(way.q) > 0)`;
/** The same of its synonyms. */
const synonymsOf = (keyword: SQL) => sql`(
  select string_agg('(' || q::text || ')', ' | ' order by n)
  from jsonb_array_elements(${keyword}->'synonyms') with ordinality other (other, n)
  cross join lateral (select ${phrase(sql`other->>'words'`)} as q) asked where numnode(q) > 0)`;
const phrasesOf = (list: SQL, sign: string) => sql`
  select ${sql.raw(`'${sign}('`)} || q::text || ')' from jsonb_array_elements_text(${list}) said
  cross join lateral (select ${phrase(sql`said`)} as q) asked where numnode(q) > 0`;

/**
 * SQL: the tsquery of `Keywords`; null when they say nothing. It is put together as text, from tsqueries that PostgreSQL wrote itself, so
 * nothing in the words is read as an operator.
 */
export const toQuery = (keywords: SQL): SQL => sql`(
  select string_agg(part, ' & ')::tsquery from (select ${keywords} as k) given cross join lateral (
    select '(' || nullif(concat_ws(' | ', ${ownOf(sql`keyword`)}, ${synonymsOf(sql`keyword`)}), '') || ')'
    from jsonb_array_elements(k->'wanted') keyword
    union all ${phrasesOf(sql`k->'phrases'`, '')}
    union all ${phrasesOf(sql`k->'excluded'`, '!')}) parts (part))`;

/** A key word that has synonyms, as an interest keeps it: what a reason needs to name the one by which it was found. */
export interface StoredSynonyms {
  asked: string;
  /** The tsquery of its own words; null when those are stop words. */
  own: string | null;
  others: [shown: string, query: string][];
}

/** SQL: StoredSynonyms[] of the wanted ones; null when none has any. */
export const toSynonyms = (keywords: SQL): SQL => sql`(
  select jsonb_agg(jsonb_build_object('asked', keyword->>'asked', 'own', ${ownOf(sql`keyword`)}, 'others', (
      select jsonb_agg(jsonb_build_array(other->>'shown', ${phrase(sql`other->>'words'`)}::text) order by m)
      from jsonb_array_elements(keyword->'synonyms') with ordinality other (other, m))) order by n)
  from jsonb_array_elements(${keywords}->'wanted') with ordinality wanted (keyword, n)
  where keyword->'synonyms' <> '[]')`;

/**
 * SQL: words as they stand, without synonyms: what is kept of an interest that was written by who cannot read them (demonstration
 * content, say) until the workers match it, which reads them first (matching/match-interest.ts).
 */
export const asTheyStand = (q: SQL): SQL => orNull(sql`websearch_to_tsquery('english', unaccent(${q}))`);

/** The columns of words. @param read undefined: as they stand */
export function wordColumns({ q, exclude }: Pick<Criteria, 'q' | 'exclude'>, read?: ReadKeywords): WordColumns {
  // Most interests have no words, and planning costs more than running.
  const columnsOf = (typed: string) => {
    if (typed === '') return { query: sql`null::tsquery`, synonyms: sql`null::jsonb` };
    if (!read) return { query: asTheyStand(sql`${typed}`), synonyms: sql`null::jsonb` };
    const keywords = sql`${JSON.stringify(read(typed))}::jsonb`;
    return { query: toQuery(keywords), synonyms: toSynonyms(keywords) };
  };
  const wanted = columnsOf(q);
  return { words: wanted.query, synonyms: wanted.synonyms, excludedWords: columnsOf(exclude.q).query };
}

/**
 * The columns of changed criteria, in an update of `interests`: where who changes them cannot read words, what was read of the same
 * words stays.
 */
export function changedWordColumns(criteria: Pick<Criteria, 'q' | 'exclude'>, read?: ReadKeywords): WordColumns {
  const { words, synonyms, excludedWords } = wordColumns(criteria, read);
  if (read) return { words, synonyms, excludedWords };
  const kept = sql`criteria->>'q' = ${criteria.q}`;
  return {
    words: sql`case when ${kept} then words else ${words} end`,
    synonyms: sql`case when ${kept} then synonyms else ${synonyms} end`,
    excludedWords: sql`case when criteria->'exclude'->>'q' = ${criteria.exclude.q} then excluded_words else ${excludedWords} end`,
  };
}
