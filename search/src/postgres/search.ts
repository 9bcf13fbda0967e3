// A search: one statement gives the total, the counts of all facets and the page.
import {
  amountBands,
  type ListingCard,
  type ListingHit,
  type ListingPage,
  type ListingQuery,
} from '@exchange/contracts';
import type { Pool } from 'pg';
import type { ListingDocument } from '../listings/document.ts';
import { lists } from '../listings/facets.ts';
import { highlight } from '../listings/highlight.ts';
import { understandQuery, type Span } from '../listings/understand.ts';
import { bandMask, maskOf, type CodeBook } from './codes.ts';
import { toCounts, type Group } from './facets.ts';
import { toFilterSql, type FilterSql } from './filters.ts';
import { CANDIDATES, rankSql } from './rank.ts';
import { toWordSet, type WordSet } from './set.ts';
import { parameters, type Parameters } from './sql.ts';
import type { SynonymBook } from './synonyms.ts';
import { toTerms, type Terms } from './terms.ts';
import { wordsOfStems } from './vocabulary.ts';

/** What a search reads by, and what it remembers. */
export interface Reader {
  pool: Pool;
  codes: CodeBook;
  synonyms: SynonymBook;
}

interface Found {
  groups: Group[] | null;
  page: { document: ListingDocument }[] | null;
}

const orders: Record<Exclude<ListingQuery['sort'], 'relevance'>, string> = {
  newest: 'published desc, n desc',
  evidence: 'evidence desc, published desc, n desc',
  amount: 'amount desc, published desc, n desc',
};

/** Searches the index. The counts and the page are of one moment. */
export async function searchListings({ pool, codes, synonyms }: Reader, asked: ListingQuery): Promise<ListingPage> {
  const { query, filters: read, understood, words: span } = understandQuery(asked);
  const terms = await toTerms(pool, synonyms, query.q ?? '', query.exact);
  const set = await toWordSet(pool, codes, terms, read, query.words);
  const sql = parameters();
  const filters = await toFilterSql(query, codes, sql);
  const text = statement(query, terms, set, filters, sql);
  const [found, words] = await Promise.all([
    pool.query<Found>(text, sql.values),
    terms.stems.length > 0 ? wordsOfStems(pool, terms.stems) : new Set<string>(),
  ]);
  const [row] = found.rows;
  const { total, facets } = await toCounts(row?.groups ?? [], codes, query);
  return {
    items: (row?.page ?? []).map(({ document }) => toHit(document, words)),
    total,
    page: query.page,
    limit: query.limit,
    facets,
    correctedQuery: corrected(asked.q ?? '', span, terms),
    ...(understood ? { understood } : {}),
  };
}

/** The corrected words, with what was read around them as typed. */
function corrected(q: string, { start, end }: Span, { correctedQuery }: Terms): string | null {
  return correctedQuery === null ? null : `${q.slice(0, start)}${correctedQuery}${q.slice(end)}`;
}

function toHit(document: ListingDocument, words: ReadonlySet<string>): ListingHit {
  const card: ListingCard = document.card;
  return { ...card, highlights: highlight(document, (word) => words.has(word)) };
}

function statement(query: ListingQuery, terms: Terms, set: WordSet, filters: FilterSql, sql: Parameters): string {
  const matching = [
    ...(set.empty ? ['false'] : []),
    ...(set.query === null ? [] : [`vector @@ ${sql.add(set.query)}::tsquery`]),
  ];
  const where = matching.length > 0 ? matching.join(' and ') : 'true';
  const results = `${where} and ${filters.fails} = 0`;
  const asks = [1, 2, 4, 8].map((bit) => `count(*) filter (where ${filters.fittingAsks} & ${String(bit)} <> 0)`);
  const kinds = maskOf('ask', query.ask.length > 0 ? query.ask : lists.ask);
  const bands = amountBands.map((_, band) => `count(*) filter (where bands & ${String(bandMask(band, kinds))} <> 0)`);
  const groups = `groups as (
    select fails, count(*) as hits, encode(string_agg(facets, ''), 'hex') as facets,
      encode(string_agg(int4send(organisation), ''), 'hex') as organisations, array[${asks.join(', ')}] as asks,
      array[${bands.join(', ')}] as bands
    from (select *, ${filters.fails} as fails from search.entries where ${where}) hits
    where fails & (fails - 1) = 0
    group by fails)`;
  return `with ${groups}, ${pageSql(query, terms, set, results, sql)}
    select (select json_agg(groups) from groups) as groups,
      (select json_agg(json_build_object('document', documents.document) order by page.place)
       from page join search.documents using (n)) as page`;
}

/** The CTE `page (n, place)`. */
function pageSql(query: ListingQuery, terms: Terms, set: WordSet, results: string, sql: Parameters): string {
  const skip = (query.page - 1) * query.limit;
  const rows = `limit ${sql.add(query.limit)} offset ${sql.add(skip)}`;
  const numbered = (from: string, order: string) =>
    `page as (select n, row_number() over (order by ${order}) as place from ${from} order by ${order} ${rows})`;
  if (query.sort !== 'relevance' || terms.terms.length === 0) {
    const order = orders[query.sort === 'relevance' ? 'newest' : query.sort];
    return `page as (
      select n, row_number() over (order by ${order}) as place
      from (select n, published, evidence, amount from search.entries where ${results} order by ${order} ${rows}) shown)`;
  }
  const order = 'score desc, published desc, n desc';
  const ranked = rankSql(terms, set, results, sql);
  if (skip + query.limit <= CANDIDATES) return `${ranked}, ${numbered('ranked', order)}`;
  const rest = `select n, '-infinity'::float8 as score, published from search.entries
    where ${results} and n not in (select n from ranked)`;
  return `${ranked}, ${numbered(`(select * from ranked union all ${rest}) everything`, order)}`;
}
