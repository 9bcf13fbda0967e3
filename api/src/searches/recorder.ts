// Counts searches in memory and writes the counts now and then, so that no search waits for it. Who searched is never kept.
import { createHash, randomBytes } from 'node:crypto';
import type { ListingPage, ListingQuery } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { addSearchCounts, deleteSearchCounts, type FilterCount, type WordCount } from '@exchange/db/searches/queries';
import { dayBefore, londonDay } from './days.ts';
import { wordsToKeep } from './words.ts';

const FLUSH_MS = 10_000;
/** Different wordings held between two writings; beyond it a search counts without its words. */
const MOST_KEYS = 5_000;
/** People told apart in a day, over all wordings; beyond it searches count, but people no further. */
const MOST_PEOPLE = 100_000;
/** How long counts are kept, in days. */
export const KEPT_DAYS = 90;

export interface SearchRecorder {
  /** Counts a search. Never throws, and does no I/O. @param address the visitor's, which is not kept */
  record: (query: ListingQuery, page: ListingPage, address: string) => void;
  /** Writes what was counted. What could not be written is counted on, and written the next time. */
  flush: () => Promise<void>;
  /** Writes the rest, and stops. */
  close: () => Promise<void>;
}

/** The codes a search was narrowed by; of amounts and organisations only that they were used. */
function filtersOf(query: ListingQuery): [name: string, value: string][] {
  const codes = ['ask', 'serviceArea', 'stage', 'innovationType', 'region', 'localAuthority', 'beneficiary'] as const;
  const used = ['amountMin', 'amountMax', 'verified'] as const;
  return [
    ...codes.flatMap((name) => [...new Set(query[name])].map((value): [string, string] => [name, value])),
    ...(query.minEvidence === undefined ? [] : [['minEvidence', String(query.minEvidence)] as [string, string]]),
    ...used.flatMap((name) => (query[name] === undefined ? [] : [[name, ''] as [string, string]])),
    ...(query.organisation.length === 0 ? [] : [['organisation', ''] as [string, string]]),
  ];
}

/**
 * Tells people apart for one day, without knowing them: of an address only a hash is held, in memory, with a salt that is
 * made anew each day and kept nowhere; both are gone at midnight. Nobody can turn a hash back, or follow it to the next day.
 */
function createPeople() {
  let day = '';
  let salt = randomBytes(32);
  let told = 0;
  let byKey = new Map<string, Set<string>>();
  return {
    /** @returns how many different people there were for this key today, at least */
    count(today: string, key: string, address: string): number {
      if (today !== day) {
        [day, salt, told] = [today, randomBytes(32), 0];
        byKey = new Map();
      }
      const people = byKey.get(key) ?? new Set<string>();
      const hash = createHash('sha256').update(salt).update(address).digest('base64').slice(0, 16);
      if (!people.has(hash) && told < MOST_PEOPLE) {
        people.add(hash);
        told += 1;
        byKey.set(key, people);
      }
      return people.size;
    },
  };
}

/** @param options.onError told when counts could not be written */
export function createSearchRecorder(
  db: Db,
  options: { now?: () => Date; onError?: (error: unknown) => void } = {},
): SearchRecorder {
  const { now = () => new Date(), onError = () => undefined } = options;
  const people = createPeople();
  let words = new Map<string, WordCount>();
  let filters = new Map<string, FilterCount>();
  let cleanedOn = '';
  let writing = Promise.resolve();

  function addWords(count: WordCount): void {
    const key = JSON.stringify([count.day, count.words, count.region]);
    const known = words.get(key);
    if (known) words.set(key, sum(known, count, { people: Math.max(known.people, count.people) }));
    else if (words.size < MOST_KEYS || count.words === '') words.set(key, count);
    else addWords({ ...count, words: '', region: '', people: 0 });
  }
  function addFilter(count: FilterCount): void {
    const key = JSON.stringify([count.day, count.name, count.value]);
    const known = filters.get(key);
    if (known || filters.size < MOST_KEYS) filters.set(key, known ? sum(known, count, {}) : count);
  }

  function record(query: ListingQuery, page: ListingPage, address: string): void {
    // Turning the pages of a search is not another search.
    if (page.page !== 1) return;
    const day = londonDay(now());
    const counted = { day, searches: 1, withoutResult: page.total === 0 && page.near === undefined ? 1 : 0 };
    // What was read as a filter is no word: "low vision in London" counts as low vision, in London.
    const kept = wordsToKeep(page.understood?.words ?? page.correctedQuery ?? query.q ?? '');
    const region = query.region.length === 1 ? (query.region[0] ?? '') : (page.understood?.region ?? '');
    const told = kept === '' ? 0 : people.count(day, JSON.stringify([kept, region]), address);
    addWords({ ...counted, words: kept, region: kept === '' ? '' : region, people: told });
    for (const [name, value] of filtersOf(query)) addFilter({ ...counted, name, value });
  }

  async function write(): Promise<void> {
    const [givenWords, givenFilters] = [[...words.values()], [...filters.values()]];
    [words, filters] = [new Map<string, WordCount>(), new Map<string, FilterCount>()];
    if (givenWords.length === 0) return;
    try {
      await db.transaction((trx) => addSearchCounts(trx, givenWords, givenFilters));
      const today = londonDay(now());
      if (cleanedOn !== today) await deleteSearchCounts(db, dayBefore(today, KEPT_DAYS));
      cleanedOn = today;
    } catch (error) {
      onError(error);
      givenWords.forEach(addWords);
      givenFilters.forEach(addFilter);
    }
  }

  // One at a time: a slow database makes the batches larger, not more.
  const flush = () => (writing = writing.then(write));
  const timer = setInterval(() => void flush(), FLUSH_MS);
  timer.unref();
  return {
    record,
    flush,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}

function sum<T extends { searches: number; withoutResult: number }>(a: T, b: T, rest: Partial<T>): T {
  return { ...a, searches: a.searches + b.searches, withoutResult: a.withoutResult + b.withoutResult, ...rest };
}
