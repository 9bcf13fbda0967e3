// The whole content anew: written beside what searches read, and put in its place in one moment.
import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { ListingDocument } from '../listings/document.ts';
import { indexContents, makeContents } from './schema.ts';
import { changeVocabulary, replaceDocuments, type WordChanges } from './write.ts';

const tables = ['entries', 'documents', 'vocabulary'];

const NO_LOCK = '55P03';
/** How often the tables are asked for, a second apart: a back-up reads them for minutes. */
const ATTEMPTS = 600;

/**
 * Replaces the content in a writer's transaction. Nothing is written into the tables that are read, so searches are as fast
 * as before until the new ones are there, and no dead rows are left.
 * @throws when somebody reads the old tables, in one transaction, for ten minutes
 */
export async function replaceContents(
  client: PoolClient,
  batches: AsyncIterable<readonly ListingDocument[]>,
): Promise<void> {
  await client.query(`create schema search_next; set local maintenance_work_mem = '128MB'`);
  await makeContents(client, 'search_next');
  await client.query('update search.totals set documents = 0, length = 0');
  const words: WordChanges = new Map();
  for await (const batch of batches) await replaceDocuments(client, batch, words, 'search_next');
  await changeVocabulary(client, words, 'search_next');
  await indexContents(client, 'search_next');
  await lockTables(client);
  for (const table of tables)
    await client.query(`drop table search.${table}; alter table search_next.${table} set schema search`);
  await client.query('drop schema search_next');
}

/** Searches must not queue behind a wait for somebody who reads on, so each wait is short. In the order in which searches read. */
async function lockTables(client: PoolClient): Promise<void> {
  const names = tables.map((table) => `search.${table}`).join(', ');
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(
        `savepoint swap; set local lock_timeout = '500ms'; lock table ${names} in access exclusive mode`,
      );
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== NO_LOCK || attempt === ATTEMPTS) throw error;
      await client.query('rollback to savepoint swap');
      await pause(1000);
    }
  }
}
