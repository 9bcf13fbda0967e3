// A search: one multi-search gives the page and, for each facet that is filtered by, its counts without its own filter.
import {
  askKinds,
  facetNames,
  type AskKind,
  type FacetName,
  type ListingHit,
  type ListingPage,
  type ListingQuery,
} from '@exchange/contracts';
import type { Hit, Meilisearch, MultiSearchQuery, MultiSearchResult } from 'meilisearch';
import { gateOf, toFacets, whole, type Gate } from '../listings/facets.ts';
import { toHighlights, type Found } from '../listings/highlight.ts';
import { parseQuery } from '../listings/query.ts';
import type { Synonyms } from '../listings/synonyms.ts';
import { understandQuery, type Span } from '../listings/understand.ts';
import { correctQuery } from './corrected.ts';
import { attributeOf, isBounded, toFilter, toGates, WHOLE_REGIONS, type Gates } from './filters.ts';
import { toMeiliQuery } from './query.ts';
import { amountsOf, searchedParts, type ListingRecord, type SearchedPart } from './record.ts';
import { stemOf } from './stems.ts';

const sorts: Record<ListingQuery['sort'], string[]> = {
  relevance: [],
  newest: ['publishedAt:desc'],
  evidence: ['evidenceLevel:desc', 'publishedAt:desc'],
  amount: ['amount:desc', 'publishedAt:desc'],
};

const attributesOf = (facet: FacetName, { ask }: ListingQuery): string[] => {
  if (facet === 'amount') return [`${attributeOf[facet]}.${amountsOf(ask)}`];
  return facet === 'localAuthority' ? [attributeOf[facet], WHOLE_REGIONS] : [attributeOf[facet]];
};

type Result = MultiSearchResult<ListingRecord>;
/** Which words are left out where not all are found: the most frequent, the last, or none. */
type Strategy = 'frequency' | 'last' | 'all';
type Counts = ReadonlyMap<string, number>;

/** Asks the page first, then one question for each facet whose own filter is left out of its counts. */
function toQuestions(uid: string, q: string, query: ListingQuery, gates: Gates, matchingStrategy: Strategy) {
  const common = { indexUid: uid, q, matchingStrategy };
  const perAsk = isBounded(query);
  const open = facetNames.filter((facet) => !gates.byFacet.has(gateOf(facet)));
  const closed = [...gates.byFacet.keys()];
  const kinds = perAsk ? (Object.keys(askKinds) as AskKind[]) : [];
  const queries: MultiSearchQuery[] = [
    {
      ...common,
      filter: toFilter(gates),
      facets: open.flatMap((facet) => attributesOf(facet, query)),
      sort: sorts[query.sort],
      page: query.page,
      hitsPerPage: query.limit,
      showMatchesPosition: true,
    },
    ...closed.map((gate) => ({
      ...common,
      filter: toFilter(gates, gate),
      facets: facetNames.filter((facet) => gateOf(facet) === gate).flatMap((facet) => attributesOf(facet, query)),
      page: 1,
      hitsPerPage: 0,
    })),
    ...kinds.map((kind) => ({
      ...common,
      filter: toFilter(toGates({ ...query, ask: [kind] })),
      page: 1,
      hitsPerPage: 0,
    })),
  ];
  return { queries, open, closed, kinds };
}

/** Words that nothing holds, nor anything like them, are left out when they leave nothing: each word is asked for alone. */
async function knownWords(client: Meilisearch, uid: string, q: string): Promise<string> {
  const words = parseQuery(q).words;
  if (words.length < 2) return q;
  const { results } = await client.multiSearch<{ queries: MultiSearchQuery[] }, ListingRecord>({
    queries: words.map(({ word }) => ({ indexUid: uid, q: stemOf(word), page: 1, hitsPerPage: 0 })),
  });
  const unknown = words.filter((_, index) => results[index]?.totalHits === 0);
  if (unknown.length === 0 || unknown.length === words.length) return q;
  return unknown.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), q);
}

export async function searchListings(
  client: Meilisearch,
  uid: string,
  asked: ListingQuery,
  synonyms: Synonyms,
): Promise<ListingPage> {
  const { query, understood, words: span } = understandQuery(asked);
  const gates = toGates(query);
  const ask = async (q: string, strategy: Strategy = 'frequency') => {
    const questions = toQuestions(uid, toMeiliQuery(q, query.exact, synonyms), query, gates, strategy);
    const { results } = await client.multiSearch<{ queries: MultiSearchQuery[] }, ListingRecord>({
      queries: questions.queries,
    });
    return { ...questions, results };
  };
  const typed = query.q ?? '';
  const all = query.words === 'all';
  let answer = await ask(typed, all ? 'all' : 'frequency');
  if (!all && answer.results[0]?.totalHits === 0) {
    const known = await knownWords(client, uid, typed);
    if (known !== typed) answer = await ask(known);
    // Words that are equally frequent are all kept by their frequency.
    const isLoose = parseQuery(known).phrases.length === 0 && parseQuery(known).words.length > 1;
    if (answer.results[0]?.totalHits === 0 && isLoose) answer = await ask(known, 'last');
  }
  const [page] = answer.results;
  return {
    items: (page?.hits ?? []).map(toHit),
    total: page?.totalHits ?? 0,
    page: query.page,
    limit: query.limit,
    facets: toFacets((facet) => countsOf(facet, answer, query), query),
    correctedQuery: query.exact ? null : corrected(asked.q ?? '', typed, span, page?.hits ?? []),
    ...(understood ? { understood } : {}),
  };
}

function countsOf(
  facet: FacetName,
  { open, closed, kinds, results }: { open: FacetName[]; closed: Gate[]; kinds: AskKind[]; results: Result[] },
  query: ListingQuery,
): Counts {
  if (facet === 'ask' && kinds.length > 0)
    return new Map(kinds.map((kind, index) => [kind, results[1 + closed.length + index]?.totalHits ?? 0]));
  const result = open.includes(facet) ? results[0] : results[1 + closed.indexOf(gateOf(facet))];
  const counted = (attribute: string) => Object.entries(result?.facetDistribution?.[attribute] ?? {});
  const wholes = facet === 'localAuthority' ? counted(WHOLE_REGIONS) : [];
  return new Map([
    ...counted(attributesOf(facet, query)[0] ?? ''),
    ...wholes.map(([region, count]): [string, number] => [whole(region), count]),
  ]);
}

/** The corrected words, with what was read around them as typed. */
function corrected(q: string, typed: string, { start, end }: Span, hits: readonly Hit<ListingRecord>[]): string | null {
  const marked = hits.flatMap((hit) =>
    Object.entries(matchesOf(hit)).flatMap(([attribute, positions = []]) => {
      const text = searchedParts.find((part) => attribute === `words.${part}`);
      return text ? toFound(hit, text, positions).map((one) => hit[text].slice(one.start, one.end)) : [];
    }),
  );
  const words = correctQuery(typed, parseQuery(typed).words, marked);
  return words === null ? null : `${q.slice(0, start)}${words}${q.slice(end)}`;
}

type Matches = Partial<Record<string, { start: number; length: number }[]>>;
const matchesOf = (hit: Hit<ListingRecord>): Matches => (hit._matchesPosition as Matches | undefined) ?? {};

/** Meilisearch counts in bytes of UTF-8, and knows nothing of the endings that were taken away. */
function toFound(
  hit: Hit<ListingRecord>,
  part: SearchedPart,
  positions: readonly { start: number; length: number }[] = [],
): Found {
  const bytes = Buffer.from(hit[part]);
  const at = (offset: number) => bytes.toString('utf8', 0, offset).length;
  const taken = (place: number) => hit.words[part][place] === ' ' && /\p{L}/u.test(hit[part][place] ?? '');
  const withEnding = (end: number): number => (taken(end) ? withEnding(end + 1) : end);
  return positions
    .map(({ start, length }) => ({ start: at(start), end: withEnding(at(start + length)) }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

function toHit(hit: Hit<ListingRecord>): ListingHit {
  const matches = matchesOf(hit);
  const found = (part: 'title' | 'summary' | 'body') => toFound(hit, part, matches[`words.${part}`]);
  const highlights = toHighlights(hit, { title: found('title'), summary: found('summary'), body: found('body') });
  return { ...hit.card, highlights };
}
