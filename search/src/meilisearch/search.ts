// A search: what is looked for is decided, asked for with its counts, put in order, and the page fetched with what to mark.
import {
  askKinds,
  facetNames,
  ListingFilters,
  type AskKind,
  type FacetName,
  type ListingHit,
  type ListingPage,
  type ListingQuery,
} from '@exchange/contracts';
import type { Hit, Meilisearch } from 'meilisearch';
import { gateOf, toFacets, whole, type Gate } from '../listings/facets.ts';
import { toHighlights, type Found } from '../listings/highlight.ts';
import { parseQuery } from '../listings/query.ts';
import type { Synonyms } from '../listings/synonyms.ts';
import { understandQuery, type Span } from '../listings/understand.ts';
import { askAll, fetchMarked, matchesOf, type Question, type Result } from './ask.ts';
import { correctQuery } from './corrected.ts';
import { attributeOf, isBounded, toFilter, toGates, WHOLE_REGIONS, type Gates } from './filters.ts';
import { HEAD, rank } from './rank.ts';
import { amountsOf, searchedParts, type ListingRecord, type SearchedPart } from './record.ts';
import { toWanted, type Wanted } from './wanted.ts';

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

type Counts = ReadonlyMap<string, number>;

/** Asks the page first, then one question for each facet whose own filter is left out of its counts. */
function toQuestions(query: ListingQuery, gates: Gates, page: Question) {
  const perAsk = isBounded(query);
  const open = facetNames.filter((facet) => !gates.byFacet.has(gateOf(facet)));
  const closed = [...gates.byFacet.keys()];
  const kinds = perAsk ? (Object.keys(askKinds) as AskKind[]) : [];
  const questions: Question[] = [
    { ...page, facets: open.flatMap((facet) => attributesOf(facet, query)) },
    ...closed.map((gate) => ({
      filter: toFilter(gates, gate),
      facets: facetNames.filter((facet) => gateOf(facet) === gate).flatMap((facet) => attributesOf(facet, query)),
    })),
    ...kinds.map((kind) => ({ filter: toFilter(toGates({ ...query, ask: [kind] })) })),
  ];
  return { questions, open, closed, kinds };
}

/** Which page to ask for: the best results as a whole, to be put in order, where the page is among them. */
function toPage({ sort, page, limit }: ListingQuery, { terms, queries }: Wanted) {
  // Whole pages, so that none is half in order.
  const head = Math.max(1, Math.floor(HEAD / limit)) * limit;
  const isRanked = sort === 'relevance' && terms.length > 0 && page * limit <= head;
  /** The page comes as it is to be shown. */
  const isWhole = !isRanked && queries.length === 1;
  const part = isWhole ? { showMatchesPosition: true } : { attributesToRetrieve: isRanked ? ['id', 'words'] : ['id'] };
  const which = isRanked ? { page: 1, hitsPerPage: head } : { page, hitsPerPage: limit, sort: sorts[sort] };
  return { isRanked, isWhole, question: { ...which, ...part } };
}

export async function searchListings(
  client: Meilisearch,
  uid: string,
  asked: ListingQuery,
  synonyms: Synonyms,
): Promise<ListingPage> {
  const { query, understood, filters, words: span } = understandQuery(asked);
  const gates = toGates(query);
  const typed = query.q ?? '';
  const read = toFilter(toGates(ListingFilters.parse(filters)));
  const strict = query.words === 'all';
  const wanted = await toWanted(client, uid, { q: typed, exact: query.exact ?? false, strict, read }, synonyms);
  const { isRanked, isWhole, question } = toPage(query, wanted);
  const { questions, ...asking } = toQuestions(query, gates, { ...question, filter: toFilter(gates) });
  const results = await askAll(client, uid, wanted, questions);
  const [page] = results;
  const start = (query.page - 1) * query.limit;
  const found = page?.hits ?? [];
  const shown = isRanked
    ? rank(found, wanted.terms, synonyms, wanted.documents).slice(start, start + query.limit)
    : found;
  const ids = shown.map(({ id }) => id);
  const hits = isWhole ? found : await fetchMarked(client, uid, ids, wanted);
  return {
    items: hits.map(toHit),
    total: page?.total ?? 0,
    page: query.page,
    limit: query.limit,
    facets: toFacets((facet) => countsOf(facet, { ...asking, results }, query), query),
    correctedQuery: query.exact ? null : corrected(asked.q ?? '', typed, span, hits),
    ...(understood ? { understood } : {}),
  };
}

function countsOf(
  facet: FacetName,
  { open, closed, kinds, results }: { open: FacetName[]; closed: Gate[]; kinds: AskKind[]; results: Result[] },
  query: ListingQuery,
): Counts {
  if (facet === 'ask' && kinds.length > 0)
    return new Map(kinds.map((kind, index) => [kind, results[1 + closed.length + index]?.total ?? 0]));
  const result = open.includes(facet) ? results[0] : results[1 + closed.indexOf(gateOf(facet))];
  const counted = (attribute: string) => Object.entries(result?.counts[attribute] ?? {});
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
