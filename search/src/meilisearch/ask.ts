// Asking Meilisearch: for what any of several queries finds as if it were one, and for listings with what is marked in them.
import type { FederatedMultiSearchParams, Hit, Meilisearch, MultiSearchQuery } from 'meilisearch';
import { quote } from './filters.ts';
import type { ListingRecord } from './record.ts';
import type { Wanted } from './wanted.ts';

type Matches = Partial<Record<string, { start: number; length: number }[]>>;

/** What is marked, by attribute; in bytes. */
export const matchesOf = (hit: Hit<ListingRecord> | undefined): Matches =>
  (hit?._matchesPosition as Matches | undefined) ?? {};

export interface Result {
  hits: Hit<ListingRecord>[];
  total: number;
  counts: Partial<Record<string, Record<string, number>>>;
}

/** One question about the listings that are wanted. */
export interface Question {
  filter: string[];
  facets?: string[];
  sort?: string[];
  page?: number;
  hitsPerPage?: number;
  attributesToRetrieve?: string[];
  showMatchesPosition?: boolean;
}

const matchingStrategy = 'all' as const;

/** Several queries are one by federation: its totals and counts are those of all that any of them finds, each listing once. */
async function askFederated(
  client: Meilisearch,
  indexUid: string,
  queries: Wanted['queries'],
  { facets = [], page = 1, hitsPerPage = 0, ...question }: Question,
): Promise<Result> {
  const answer = await client.multiSearch<FederatedMultiSearchParams, ListingRecord>({
    // The client's types do not know its pages yet.
    federation: { facetsByIndex: { [indexUid]: facets }, ...{ page, hitsPerPage } },
    queries: queries.map(({ q, weight }) => ({
      ...{ indexUid, q, matchingStrategy, ...question, federationOptions: { weight } },
    })),
  });
  const { hits, totalHits = 0, facetsByIndex = {} } = answer;
  return { hits, total: totalHits, counts: facetsByIndex[indexUid]?.distribution ?? {} };
}

/** Asks several questions about what is wanted. @returns the answers in their order */
export async function askAll(
  client: Meilisearch,
  indexUid: string,
  { queries }: Wanted,
  questions: Question[],
): Promise<Result[]> {
  if (queries.length > 1)
    return Promise.all(questions.map((question) => askFederated(client, indexUid, queries, question)));
  const q = queries[0]?.q ?? '';
  const { results } = await client.multiSearch<{ queries: MultiSearchQuery[] }, ListingRecord>({
    queries: questions.map((one) => ({ page: 1, hitsPerPage: 0, ...one, indexUid, q, matchingStrategy })),
  });
  return results.map(({ hits, totalHits = 0, facetDistribution = {} }) => ({
    ...{ hits, total: totalHits, counts: facetDistribution },
  }));
}

/** These of the listings as they are stored, with what is marked in them by any of the terms, in this order. */
export async function fetchMarked(client: Meilisearch, indexUid: string, ids: readonly string[], wanted: Wanted) {
  if (ids.length === 0) return [];
  const { queries, terms } = wanted;
  const texts = queries.length > 1 ? terms.map(({ q }) => q) : queries.map(({ q }) => q);
  const filter = [`id IN [${ids.map(quote).join(', ')}]`];
  const common = { indexUid, matchingStrategy, filter, page: 1, hitsPerPage: ids.length, showMatchesPosition: true };
  const { results } = await client.multiSearch<{ queries: MultiSearchQuery[] }, ListingRecord>({
    queries: texts.map((q) => ({ ...common, q })),
  });
  const found = new Map<string, Hit<ListingRecord>>();
  for (const hit of results.flatMap(({ hits }) => hits)) {
    const matches: Matches = { ...matchesOf(found.get(hit.id)) };
    for (const [part, some = []] of Object.entries(matchesOf(hit))) matches[part] = [...(matches[part] ?? []), ...some];
    found.set(hit.id, { ...hit, _matchesPosition: matches });
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
