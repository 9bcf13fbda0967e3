// `npm run search -- rebuild | verify`: makes the search index anew from the database, or says where the two differ.
import { openDatabase, type Db } from '@exchange/db';
import { listPublishedListings } from '@exchange/db/listings/queries';
import { migrateDatabase } from '@exchange/db/migrate';
import { listSynonymPairs } from '@exchange/db/searches/synonyms';
import { compareIndex, documentsOf, type ListingIndex } from '@exchange/search';
import { openListingIndex } from '@exchange/search/create';
import { findDatabase } from '../imports/database.ts';
import type { SearchCommandConfig } from './config.ts';

export const USAGE = 'Usage: npm run search -- rebuild | verify';
const BATCH = 200;

interface Voices {
  out: (text: string) => void;
  err: (text: string) => void;
}

const documents = (db: Db) => documentsOf((after) => listPublishedListings(db, { after, limit: BATCH }));
const plural = (count: number) => `${count.toLocaleString('en-GB')} listing${count === 1 ? '' : 's'}`;

/** Makes one engine anew, while it answers from what it had. */
async function rebuild(db: Db, engine: ListingIndex, { out }: Voices): Promise<number> {
  let count = 0;
  await engine.sync();
  await engine.rebuild(async function* () {
    count = 0;
    for await (const batch of documents(db)) {
      count += batch.length;
      yield batch;
    }
  });
  await engine.setSynonyms(await listSynonymPairs(db));
  out(`${engine.engine}: made anew, with ${plural(count)}.\n`);
  return 0;
}

/** Says of one engine what differs. @returns the exit code: 1 when anything does */
async function verify(db: Db, engine: ListingIndex, { out }: Voices): Promise<number> {
  const { expected, missing, extra, different } = await compareIndex(engine, documents(db));
  for (const id of missing) out(`${engine.engine}: missing ${id}\n`);
  for (const id of extra) out(`${engine.engine}: left over ${id}\n`);
  for (const id of different) out(`${engine.engine}: different ${id}\n`);
  const wrong = missing.length + extra.length + different.length;
  out(`${engine.engine}: ${plural(expected)} looked at, ${wrong === 0 ? 'no difference' : `${wrong} differ`}.\n`);
  return wrong === 0 ? 0 : 1;
}

const commands = { rebuild, verify };

/** @returns the exit code @throws with the usage, or with a sentence on what could not be reached */
export async function runSearchCommand(
  args: readonly string[],
  config: SearchCommandConfig,
  voices: Voices,
): Promise<number> {
  const [name, ...rest] = args;
  if ((name !== 'rebuild' && name !== 'verify') || rest.length > 0) throw new Error(USAGE);
  const server = await findDatabase(config);
  try {
    await migrateDatabase(server.url);
    const database = openDatabase(server.url, { applicationName: 'exchange-search' });
    const index = openListingIndex({ ...config, databaseUrl: server.url });
    try {
      await index.sync();
      let code = 0;
      for (const engine of index.engines) code = Math.max(code, await commands[name](database.db, engine, voices));
      return code;
    } finally {
      await index.close();
      await database.close();
    }
  } finally {
    await server.stop();
  }
}
