// What a search that found nothing, or little, comes near to: some of the words, or a filter, a word or a mark less, for either engine.
import {
  LooseFilter,
  type ListingPage,
  type ListingQuery,
  type Relaxed,
  type RelaxedSearch,
  type UnderstoodPart,
} from '@exchange/contracts';
import { understand, type Span } from './listings/understand.ts';
import { wordsIn } from './listings/words.ts';

/** Words that are left out one by one, of the first so many. */
const MOST_WORDS = 8;
const MOST_SEARCHES = 6;
const MOST_ITEMS = 5;
/** A search for all words that finds fewer than this is told what holds some of them. */
const ENOUGH = 20;
const MOST_NEAR = 10;

/** A search that asks for less; its total is not known yet. */
type Attempt = Omit<RelaxedSearch, 'total'>;

/** The parameters of each filter that can be taken off. */
const parametersOf: Readonly<Record<LooseFilter, readonly (keyof ListingQuery)[]>> = {
  verified: ['verified'],
  minEvidence: ['minEvidence'],
  amount: ['amountMin', 'amountMax'],
  innovationType: ['innovationType'],
  beneficiary: ['beneficiary'],
  stage: ['stage'],
  ask: ['ask'],
  organisation: ['organisation'],
  place: ['region', 'localAuthority'],
  serviceArea: ['serviceArea'],
};

const isOn = (query: ListingQuery, filter: LooseFilter) =>
  parametersOf[filter].some((name) => {
    const value = query[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });

/** Words, phrases in quotes and what a minus excludes, each as it was typed. */
function piecesOf(q: string): Span[] {
  return [...q.matchAll(/-?"[^"]*"|\S+/gu)]
    .filter(([text]) => wordsIn(text).length > 0)
    .map(({ index, 0: text }) => ({ start: index, end: index + text.length }));
}

const without = (q: string, { start, end }: Span) =>
  `${q.slice(0, start)} ${q.slice(end)}`.replaceAll(/\s+/gu, ' ').trim();

/** Each word or phrase left out alone: what was read as a filter as a whole, and never the only word there is. */
function fewerWords(query: ListingQuery): Attempt[] {
  const { q = '' } = query;
  const { words, spans } = understand(query.exact ? '' : q, query.asWords);
  const within = query.exact ? { start: 0, end: q.length } : words;
  const read = Object.values(spans);
  const typed = piecesOf(q.slice(within.start, within.end)).map(({ start, end }) => ({
    start: within.start + start,
    end: within.start + end,
  }));
  const leaveOut = typed.length > 1 ? typed.slice(0, MOST_WORDS) : [];
  return [...read, ...leaveOut].map((span) => ({
    ...asked(query),
    q: without(q, span) || null,
    leftOut: [q.slice(span.start, span.end)],
  }));
}

const asked = ({ q, asWords }: ListingQuery): Attempt => ({ q: q ?? null, leftOut: [], without: [], asWords });

/** Searches that ask for less, the nearest first. */
function attemptsFor(query: ListingQuery): Attempt[] {
  const { q = '' } = query;
  const { spans } = understand(query.exact ? '' : q, query.asWords);
  // A stage or an ask may have been a word after all; a place seldom is.
  const words: UnderstoodPart[] = (['stage', 'ask'] as const).filter((part) => spans[part]);
  const on = LooseFilter.options.filter((filter) => isOn(query, filter));
  return [
    ...words.map((part) => ({ ...asked(query), asWords: [...query.asWords, part] })),
    ...(/"[^"]*\s[^"]*"/u.test(q)
      ? [{ ...asked(query), q: without(q.replaceAll('"', ' '), { start: 0, end: 0 }), leftOut: ['"'] }]
      : []),
    ...on.map((filter) => ({ ...asked(query), without: [filter] })),
    ...fewerWords(query),
    ...(on.length > 1 && q !== '' ? [{ ...asked(query), without: on }] : []),
  ];
}

function toQuery(query: ListingQuery, attempt: Attempt): ListingQuery {
  const lists: readonly string[] = [
    'region',
    'localAuthority',
    'stage',
    'ask',
    'serviceArea',
    'innovationType',
    'beneficiary',
    'organisation',
  ];
  const off = attempt.without.flatMap((filter) => parametersOf[filter]);
  const loosened = Object.fromEntries(off.map((name) => [name, lists.includes(name) ? [] : undefined]));
  return { ...query, ...loosened, q: attempt.q ?? undefined, asWords: attempt.asWords, page: 1, limit: MOST_ITEMS };
}

/**
 * What holds some of the words where few hold all of them.
 * @param page the first page of a search for all the words
 * @returns the best ten and how many there are; undefined when there are none, or there is nothing to leave out
 */
export async function nearResults(
  search: (query: ListingQuery) => Promise<ListingPage>,
  query: ListingQuery,
  page: ListingPage,
): Promise<ListingPage['near']> {
  const isWhole = page.page === 1 && page.total === page.items.length && page.total < ENOUGH;
  if (query.words !== 'all' || !isWhole || wordsIn(query.q ?? '').length < 2) return undefined;
  const loose = await search({ ...query, words: 'some', sort: 'relevance', limit: MOST_NEAR + page.total });
  const total = loose.total - page.total;
  if (total <= 0) return undefined;
  const found = new Set(page.items.map(({ id }) => id));
  return { items: loose.items.filter(({ id }) => !found.has(id)).slice(0, MOST_NEAR), total };
}

/**
 * Asks for less, one thing at a time: a filter, a word, a phrase's quotes, and at last all filters.
 * @returns what found something, with what the nearest of it finds: both empty when nothing does. An attempt that fails is left out.
 */
export async function relax(
  search: (query: ListingQuery) => Promise<ListingPage>,
  query: ListingQuery,
): Promise<Relaxed> {
  const attempts = attemptsFor(query);
  const answers = await Promise.allSettled(attempts.map((attempt) => search(toQuery(query, attempt))));
  const found = answers.flatMap((answer, index) => {
    const attempt = attempts[index];
    return attempt && answer.status === 'fulfilled' && answer.value.total > 0
      ? [{ attempt: { ...attempt, total: answer.value.total }, items: answer.value.items }]
      : [];
  });
  return {
    searches: found.slice(0, MOST_SEARCHES).map(({ attempt }) => attempt),
    items: found[0]?.items.slice(0, MOST_ITEMS) ?? [],
  };
}
