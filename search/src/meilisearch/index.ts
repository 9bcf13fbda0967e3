// The engine of a deployment: Meilisearch, by its client.
import { setTimeout as after } from 'node:timers/promises';
import { ListingQuery } from '@exchange/contracts';
import {
  Meilisearch,
  MeilisearchApiError,
  MeilisearchRequestTimeOutError,
  type EnqueuedTask,
  type EnqueuedTaskPromise,
  type IndexSwap,
} from 'meilisearch';
import { SearchTimeoutError } from '../errors.ts';
import type { ListingDocument } from '../listings/document.ts';
import { listedSynonyms, synonymsWith } from '../listings/synonyms.ts';
import type { ListingIndex } from '../port.ts';
import { fromRecord, isCurrent, toRecord, type ListingRecord } from './record.ts';
import { searchListings } from './search.ts';
import { settings } from './settings.ts';
import { synonymStems } from './stems.ts';
import { openSynonyms } from './synonyms.ts';
import { findSimilar, suggestFor } from './suggest.ts';
import { done, settled } from './tasks.ts';

interface Options {
  url: string;
  key?: string | undefined;
  /** The index's name. */
  uid: string;
}

/** How long a search or a ping may take, in milliseconds. */
const SLOWEST_SEARCH = 2000;
const SLOWEST_WRITE = 30_000;
const BATCH = 500;

const NOT_THERE = 'index_not_found';
const THERE_ALREADY = 'index_already_exists';
/** What a search is told where there is no index, or one without our settings. */
const UNFIT = new Set([NOT_THERE, 'invalid_search_facets', 'invalid_search_filter', 'invalid_search_sort']);

/** Gives work of several requests up in time, and says what that means. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const limit = after(SLOWEST_SEARCH, undefined, { ref: false, signal: ended.signal }).then(() => {
    throw new SearchTimeoutError();
  });
  try {
    return await Promise.race([work, limit]);
  } catch (cause) {
    // The client wraps its time-out in an error of the request.
    if (cause instanceof Error && cause.cause instanceof MeilisearchRequestTimeOutError)
      throw new SearchTimeoutError({ cause });
    throw cause;
  } finally {
    ended.abort();
  }
}

async function isThere(client: Meilisearch, uid: string): Promise<boolean> {
  try {
    await client.getRawIndex(uid);
    return true;
  } catch (error) {
    if (error instanceof MeilisearchApiError && error.cause?.code === NOT_THERE) return false;
    throw error;
  }
}

/** Makes the index and its settings; the synonyms of one that was there stay. @returns whether it was not there before */
async function prepare(client: Meilisearch, uid: string): Promise<boolean> {
  const fresh = !(await isThere(client, uid));
  if (fresh) {
    await done(client.createIndex(uid, { primaryKey: 'id' }), THERE_ALREADY);
    await done(client.index(uid).updateSynonyms(synonymStems(listedSynonyms.all())));
  }
  await done(client.index(uid).updateSettings(settings));
  return fresh;
}

/** Removes the index with all that is in it: for tests and benchmarks, whose indexes have names of their own. */
export async function dropMeilisearchIndex({ url, key, uid }: Options): Promise<void> {
  const client = new Meilisearch({ host: url, ...(key ? { apiKey: key } : {}), timeout: SLOWEST_WRITE });
  await done(client.deleteIndex(uid), NOT_THERE);
}

/** Opens the engine; nothing is asked of it before the first call. */
export function createMeilisearchIndex({ url, key, uid }: Options): ListingIndex {
  const config = { host: url, ...(key ? { apiKey: key } : {}) };
  const reader = new Meilisearch({ ...config, timeout: SLOWEST_SEARCH });
  const writer = new Meilisearch({ ...config, timeout: SLOWEST_WRITE });
  /** Where a rebuild gathers the new content. */
  const next = `${uid}_next`;
  /** While a rebuild is under way, changes go into its index too, or they would be lost when it takes over. */
  const targets = async () => ((await isThere(writer, next)) ? [uid, next] : [uid]);
  const synonyms = openSynonyms(reader, uid);
  const engine: ListingIndex = {
    engine: 'meilisearch',
    get engines() {
      return [engine];
    },
    sync: async () => ({ fresh: await prepare(writer, uid) }),
    upsert: async (documents) => {
      const tasks = (await targets()).flatMap((target) => hand(writer, target, documents));
      await Promise.all(tasks.map((task) => done(task)));
    },
    remove: async (ids) => {
      for (const target of await targets()) await done(writer.index(target).deleteDocuments([...ids]), NOT_THERE);
    },
    setSynonyms: async (pairs) => {
      const all = synonymStems(synonymsWith(pairs).all());
      for (const target of await targets()) await done(writer.index(target).updateSynonyms(all));
      synonyms.set(all);
    },
    search: (query) => inTime(synonyms.current().then((known) => searchListings(reader, uid, query, known))),
    suggest: (typed) => inTime(suggestFor(reader, uid, typed)),
    similar: async (id, limit) => {
      const [own] = await recordsOf(reader, uid, [id]);
      return own ? inTime(findSimilar(reader, uid, own, limit)) : [];
    },
    get: async (ids) => (await recordsOf(reader, uid, ids)).filter(isCurrent).map(fromRecord),
    all: () => allDocuments(reader, uid),
    rebuild: (documents) => rebuild(writer, uid, next, documents),
    count: () => countSearchable(reader, uid),
    ping: async () => {
      await reader.health();
    },
    close: () => Promise.resolve(),
  };
  return engine;
}

const everything = ListingQuery.parse({ limit: 1 });

/** What is found by no words: a search with every facet, which an index without our settings refuses. */
async function countSearchable(client: Meilisearch, uid: string): Promise<number> {
  try {
    return (await inTime(searchListings(client, uid, everything, listedSynonyms))).total;
  } catch (error) {
    if (error instanceof MeilisearchApiError && UNFIT.has(error.cause?.code ?? '')) return 0;
    throw error;
  }
}

/** Hands the documents over; the tasks are waited for later. */
function hand(client: Meilisearch, uid: string, documents: readonly ListingDocument[]): EnqueuedTaskPromise[] {
  return Array.from({ length: Math.ceil(documents.length / BATCH) }, (_, batch) =>
    client
      .index<ListingRecord>(uid)
      .addDocuments(documents.slice(batch * BATCH, (batch + 1) * BATCH).map(toRecord), { primaryKey: 'id' }),
  );
}

/** Fills a second index, lets the two change places, and removes the old. One rebuild at a time: a second one ends the first. */
async function rebuild(
  client: Meilisearch,
  uid: string,
  next: string,
  documents: () => AsyncIterable<readonly ListingDocument[]>,
): Promise<void> {
  await done(client.deleteIndex(next), NOT_THERE);
  try {
    await prepare(client, next);
    if (await isThere(client, uid))
      await done(client.index(next).updateSynonyms(await client.index(uid).getSynonyms()));
    const handed: EnqueuedTask[] = [];
    for await (const batch of documents()) for (const task of hand(client, next, batch)) handed.push(await task);
    await Promise.all(handed.map((task) => settled(client, task)));
    await prepare(client, uid);
    // Without `rename`, which is false unless told and which servers before 1.18 refuse.
    await done(client.swapIndexes([{ indexes: [uid, next] } as IndexSwap]));
  } finally {
    await done(client.deleteIndex(next), NOT_THERE);
  }
}

async function recordsOf(client: Meilisearch, uid: string, ids: readonly string[]): Promise<ListingRecord[]> {
  if (ids.length === 0) return [];
  const { results } = await client.index<ListingRecord>(uid).getDocuments({ ids: [...ids], limit: ids.length });
  return results;
}

async function* allDocuments(client: Meilisearch, uid: string): AsyncGenerator<ListingDocument[]> {
  for (let offset = 0; ; offset += BATCH) {
    const { results } = await client.index<ListingRecord>(uid).getDocuments({ offset, limit: BATCH });
    if (results.length === 0) return;
    yield results.map(fromRecord);
  }
}
