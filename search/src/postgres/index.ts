// The embedded engine: a schema of its own in PostgreSQL. Small and readable; beyond about 50,000 listings use Meilisearch.
import pg from 'pg';
import type { PoolClient } from 'pg';
import type { ListingDocument } from '../listings/document.ts';
import { SearchTimeoutError } from '../errors.ts';
import type { ListingIndex } from '../port.ts';
import { openCodeBook } from './codes.ts';
import { replaceContents } from './rebuild.ts';
import { lockWriters, makeTables } from './schema.ts';
import { searchListings } from './search.ts';
import { findSimilar } from './similar.ts';
import { suggestFor } from './suggest.ts';
import { openSynonymBook, writeSynonyms } from './synonyms.ts';
import { removeDocuments, writeDocuments } from './write.ts';

/** How long a search may take, in milliseconds. */
const SLOWEST_SEARCH = 2000;
const SLOWEST_PING = 2000;
const BATCH = 500;

const STATEMENT_STOPPED = '57014';
const NO_TABLE = '42P01';

/** Says what a stopped statement means. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if ((cause as { code?: string }).code === STATEMENT_STOPPED) throw new SearchTimeoutError({ cause });
    throw cause;
  }
}

async function inTransaction<T>(pool: pg.Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Opens the engine on a database; nothing is asked of it before the first call. */
export function createPostgresIndex(databaseUrl: string): ListingIndex {
  // Searches never read vectors that the index does not point at (a sequential scan would unpack every one), and are
  // too short for compilation to pay.
  const readers = new pg.Pool({
    connectionString: databaseUrl,
    max: 8,
    statement_timeout: SLOWEST_SEARCH,
    options: '-c enable_seqscan=off -c jit=off',
    application_name: 'exchange search',
  });
  const writers = new pg.Pool({ connectionString: databaseUrl, max: 2, application_name: 'exchange search writer' });
  // An idle connection that the server closes is replaced by the next query, and one that is lent out tells its holder by its next.
  for (const pool of [readers, writers]) {
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
  }
  const reader = { pool: readers, codes: openCodeBook(readers), synonyms: openSynonymBook(readers) };
  const write = async (work: (client: PoolClient) => Promise<void>) =>
    inTransaction(writers, async (client) => {
      await lockWriters(client);
      await work(client);
    });
  const engine: ListingIndex = {
    engine: 'postgres',
    get engines() {
      return [engine];
    },
    sync: () => inTransaction(writers, async (client) => ({ fresh: await makeTables(client) })),
    upsert: (documents) => write((client) => writeInBatches(client, documents)),
    remove: (ids) => write((client) => removeDocuments(client, ids)),
    setSynonyms: (pairs) => write((client) => writeSynonyms(client, pairs)),
    search: (query) => inTime(searchListings(reader, query)),
    suggest: (typed) => inTime(suggestFor(readers, typed)),
    similar: (id, limit) => inTime(findSimilar(readers, id, limit)),
    get: (ids) => getDocuments(readers, ids),
    all: () => allDocuments(readers),
    rebuild: async (documents) => {
      await write((client) => replaceContents(client, inBatches(documents())));
      await writers.query('vacuum (analyze) search.entries, search.documents, search.vocabulary');
    },
    count: () => countEntries(readers),
    ping: async () => {
      await readers.query({ text: 'select 1 from search.version', query_timeout: SLOWEST_PING } as pg.QueryConfig);
    },
    close: async () => {
      await Promise.all([readers.end(), writers.end()]);
    },
  };
  return engine;
}

const batchesOf = (documents: readonly ListingDocument[]) =>
  Array.from({ length: Math.ceil(documents.length / BATCH) }, (_, n) => documents.slice(n * BATCH, (n + 1) * BATCH));

async function* inBatches(all: AsyncIterable<readonly ListingDocument[]>) {
  for await (const documents of all) yield* batchesOf(documents);
}

async function writeInBatches(client: PoolClient, documents: readonly ListingDocument[]): Promise<void> {
  for (const batch of batchesOf(documents)) await writeDocuments(client, batch);
}

async function countEntries(pool: pg.Pool): Promise<number> {
  try {
    const { rows } = await pool.query<{ count: number }>('select count(*)::integer as count from search.entries');
    return rows[0]?.count ?? 0;
  } catch (error) {
    if ((error as { code?: string }).code === NO_TABLE) return 0;
    throw error;
  }
}

async function getDocuments(pool: pg.Pool, ids: readonly string[]): Promise<ListingDocument[]> {
  const { rows } = await pool.query<{ document: ListingDocument }>(
    'select document from search.documents where id = any($1::uuid[])',
    [ids],
  );
  return rows.map(({ document }) => document);
}

async function* allDocuments(pool: pg.Pool): AsyncGenerator<ListingDocument[]> {
  for (let after = 0; ;) {
    const { rows } = await pool.query<{ n: number; document: ListingDocument }>(
      'select n, document from search.documents where n > $1 order by n limit $2',
      [after, BATCH],
    );
    if (rows.length === 0) return;
    yield rows.map(({ document }) => document);
    after = rows.at(-1)?.n ?? after;
  }
}
