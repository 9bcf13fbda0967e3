// Which database an import goes into: the one that is set, that of the running exchange, or the embedded one, started for it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '@exchange/db';
import { startEmbeddedPostgres } from '@exchange/db/embedded/index';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ImportConfig } from './config.ts';

export interface FoundDatabase {
  url: string;
  /** Stops what was started for this import. */
  stop: () => Promise<void>;
}

const Runtime = z.object({ databaseUrl: z.string() });

/** The address that a running exchange wrote down, if there is one and it answers. */
async function findRunning(dataFolder: string): Promise<string | undefined> {
  const file = path.join(dataFolder, 'runtime.json');
  if (!existsSync(file)) return undefined;
  const { databaseUrl } = Runtime.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (databaseUrl === '') throw new Error('The exchange is still starting: wait until it is ready, then import.');
  return (await doesAnswer(databaseUrl)) ? databaseUrl : undefined;
}

async function doesAnswer(url: string): Promise<boolean> {
  const database = openDatabase(url, { max: 1, applicationName: 'exchange-import' });
  try {
    await database.db.execute(sql`select 1`);
    return true;
  } catch {
    return false;
  } finally {
    await database.close();
  }
}

export async function findDatabase(config: ImportConfig): Promise<FoundDatabase> {
  const nothing = async () => undefined;
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, stop: nothing };
  const running = await findRunning(config.dataFolder);
  if (running !== undefined) return { url: running, stop: nothing };
  const server = await startEmbeddedPostgres({ directory: path.join(config.dataFolder, 'postgres') });
  return { url: server.url, stop: server.stop };
}
