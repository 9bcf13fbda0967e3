// The counts of searches in SQL: adding a batch in two statements, reading sums over days, and forgetting old days.
import { LEAST_PEOPLE, type Region, type SearchedFilter, type SearchedWords } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import type { Db } from '../index.ts';

export interface WordCount {
  day: string;
  words: string;
  region: string;
  searches: number;
  withoutResult: number;
  /** Of the whole day so far, as far as the caller can tell people apart. */
  people: number;
}

export interface FilterCount {
  day: string;
  name: string;
  value: string;
  searches: number;
  withoutResult: number;
}

const column = <T>(rows: readonly T[], name: keyof T) => sql.param(rows.map((row) => row[name]));

/** Adds a batch: searches are summed, of people the most that anybody told apart stands. Keys are unique within a batch. */
export async function addSearchCounts(
  db: Db,
  words: readonly WordCount[],
  filters: readonly FilterCount[],
): Promise<void> {
  // In the order of their keys, so that two processes that write at once do not wait for one another in a circle.
  if (words.length > 0)
    await db.execute(sql`
      insert into search_words (day, words, region, searches, without_result, people)
      select * from unnest(${column(words, 'day')}::date[], ${column(words, 'words')}::text[], ${column(words, 'region')}::text[],
        ${column(words, 'searches')}::int[], ${column(words, 'withoutResult')}::int[], ${column(words, 'people')}::int[]) as given
      order by 1, 2, 3
      on conflict (day, words, region) do update set
        searches = search_words.searches + excluded.searches,
        without_result = search_words.without_result + excluded.without_result,
        people = greatest(search_words.people, excluded.people)`);
  if (filters.length > 0)
    await db.execute(sql`
      insert into search_filters (day, name, value, searches, without_result)
      select * from unnest(${column(filters, 'day')}::date[], ${column(filters, 'name')}::text[],
        ${column(filters, 'value')}::text[], ${column(filters, 'searches')}::int[], ${column(filters, 'withoutResult')}::int[]) as given
      order by 1, 2, 3
      on conflict (day, name, value) do update set
        searches = search_filters.searches + excluded.searches,
        without_result = search_filters.without_result + excluded.without_result`);
}

/** Forgets the days before `day` (YYYY-MM-DD). */
export async function deleteSearchCounts(db: Db, day: string): Promise<void> {
  await db.execute(sql`delete from search_words where day < ${day}::date`);
  await db.execute(sql`delete from search_filters where day < ${day}::date`);
}

/**
 * Words that at least five different people searched for on one day, the most searched first.
 * @param options.since the first day, YYYY-MM-DD
 * @param options.unmetOnly only those of which half or more of the searches found nothing
 */
export async function listSearchedWords(
  db: Db,
  options: { since: string; limit: number; unmetOnly?: boolean },
): Promise<SearchedWords[]> {
  const unmet = options.unmetOnly ? sql`and sum(without_result) * 2 >= sum(searches)` : sql``;
  const { rows } = await db.execute<{
    words: string;
    region: string;
    searches: number;
    without_result: number;
    people: number;
  }>(sql`
    select words, region, sum(searches)::int as searches, sum(without_result)::int as without_result, max(people)::int as people
    from search_words where day >= ${options.since}::date and words <> ''
    group by words, region having max(people) >= ${LEAST_PEOPLE}::int ${unmet}
    order by sum(searches) desc, words, region limit ${options.limit}::int`);
  return rows.map(({ words, region, searches, without_result: withoutResult, people }) => ({
    words,
    region: region === '' ? null : (region as Region),
    searches,
    withoutResult,
    people,
  }));
}

/** How many searches there were, those whose words are not shown among them. */
export async function countSearches(db: Db, since: string): Promise<{ searches: number; withoutResult: number }> {
  const { rows } = await db.execute<{ searches: number; without_result: number }>(sql`
    select coalesce(sum(searches), 0)::int as searches, coalesce(sum(without_result), 0)::int as without_result
    from search_words where day >= ${since}::date`);
  return { searches: rows[0]?.searches ?? 0, withoutResult: rows[0]?.without_result ?? 0 };
}

/** The filters used, the most used first; at most 100. */
export async function listSearchedFilters(db: Db, since: string): Promise<SearchedFilter[]> {
  const { rows } = await db.execute<{ name: string; value: string; searches: number; without_result: number }>(sql`
    select name, value, sum(searches)::int as searches, sum(without_result)::int as without_result
    from search_filters where day >= ${since}::date
    group by name, value order by sum(searches) desc, name, value limit 100`);
  return rows.map(({ name, value, searches, without_result: withoutResult }) => ({
    name,
    value: value === '' ? null : value,
    searches,
    withoutResult,
  }));
}
