// The database of `npm start`: your own, or the embedded one, kept running; and what has to be in it before the rest starts.
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '@exchange/db';
import { findFreePort, startEmbeddedPostgres, type EmbeddedServer } from '@exchange/db/embedded/index';
import { migrateDatabase } from '@exchange/db/migrate';
import { findUserByEmail } from '@exchange/db/accounts/queries';
import { DEMONSTRATION_PASSWORD, isUnused, loadDemonstration } from '@exchange/db/seed/load';
import { people } from '@exchange/db/seed/people';
import type { SeedPerson } from '@exchange/db/seed/types';
import { ensureStaff, type StaffAccount } from '@exchange/db/seed/staff';
import { Problem } from '../lib/problem.mjs';
import type { ScriptsConfig } from './config.ts';
import type { DataFolder } from './folder.ts';
import { requireFreePort } from './ports.ts';

export interface RunningDatabase {
  url: string;
  stop: () => Promise<void>;
}

interface Hooks {
  say: (line: string) => void;
  giveUp: (reason: string) => void;
}

const MOST_RESTARTS = 5;
const START_ATTEMPTS = 10;

/** Opens DATABASE_URL's server, or starts the embedded one and stays with it. */
export async function startDatabase(config: ScriptsConfig, folder: DataFolder, hooks: Hooks): Promise<RunningDatabase> {
  if (config.DATABASE_URL) return { url: config.DATABASE_URL, stop: async () => undefined };
  if (config.PG_PORT) await requireFreePort('PG_PORT', config.PG_PORT, '127.0.0.1');
  const log = createWriteStream(path.join(folder.logs, 'postgres.log'), { flags: 'a' });
  const port = config.PG_PORT ?? (await findFreePort());
  let isStopping = false;
  let restarts = 0;
  const start = async () => {
    const server = await startServer(path.join(folder.path, 'postgres'), port, (line) => log.write(`${line}\n`));
    folder.note('postgres', server.pid);
    void server.exited.then(() => {
      if (!isStopping) void restart();
    });
    return server;
  };
  const restart = async () => {
    restarts += 1;
    if (restarts > MOST_RESTARTS) {
      hooks.giveUp(`PostgreSQL stopped again and again. Its log: ${path.join(folder.logs, 'postgres.log')}`);
      return;
    }
    hooks.say('PostgreSQL stopped; starting it again.');
    try {
      server = await start();
    } catch (error) {
      hooks.giveUp(error instanceof Error ? error.message : String(error));
    }
  };
  let server: EmbeddedServer = await start();
  return {
    url: server.url,
    stop: async () => {
      isStopping = true;
      await server.stop();
      folder.note('postgres', undefined);
      log.end();
    },
  };
}

/**
 * After a `kill -9` of its parent alone, a server's own children take a moment to notice and to let go of its memory;
 * until then a new one refuses to start.
 */
async function startServer(directory: string, port: number, log: (line: string) => void): Promise<EmbeddedServer> {
  for (let attempt = 1; ; attempt += 1) {
    const lines: string[] = [];
    const keep = (line: string) => {
      lines.push(line);
      log(line);
    };
    try {
      return await startEmbeddedPostgres({ directory, port, log: keep });
    } catch (error) {
      const isHeld = lines.some((line) => line.includes('shared memory block'));
      if (isHeld && attempt < START_ATTEMPTS) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        continue;
      }
      const reason = /FATAL: {2}(.*)/.exec(lines.join('\n'))?.[1];
      const message = error instanceof Error ? error.message : String(error);
      throw new Problem(reason ? `${message.replace(/\.$/, '')}: ${reason}.` : message, { cause: error });
    }
  }
}

export interface Prepared {
  staff: StaffAccount | undefined;
  /** How many demonstration listings were loaded just now. */
  loaded: number;
  /** The demonstration accounts, where this database has them. */
  demonstration: { people: readonly SeedPerson[]; password: string } | undefined;
}

/** Migrates, loads demonstration content into a database nobody used yet, and makes the staff account. */
export async function prepareDatabase(
  url: string,
  config: ScriptsConfig,
  withDemonstration: boolean,
): Promise<Prepared> {
  try {
    await migrateDatabase(url);
  } catch (error) {
    if (!config.DATABASE_URL) throw error;
    throw new Problem(
      `The database that DATABASE_URL names cannot be used (${error instanceof Error ? error.message || error.name : String(error)}): start it, or put the address right.`,
      { cause: error },
    );
  }
  const database = openDatabase(url, { max: 1, applicationName: 'exchange-start' });
  try {
    const { db } = database;
    const isFirst = !config.DATABASE_URL && withDemonstration && (await isUnused(db));
    const loaded = isFirst ? await loadDemonstration(db) : 0;
    const wanted = { email: config.EXCHANGE_STAFF_EMAIL, password: config.EXCHANGE_STAFF_PASSWORD };
    const mayMakeUp = !config.DATABASE_URL || wanted.email !== undefined || wanted.password !== undefined;
    const staff = mayMakeUp ? await ensureStaff(db, wanted) : undefined;
    const hasPeople = !config.DATABASE_URL && (await findUserByEmail(db, people[0]?.email ?? '')) !== undefined;
    return { staff, loaded, demonstration: hasPeople ? { people, password: DEMONSTRATION_PASSWORD } : undefined };
  } finally {
    await database.close();
  }
}
