// A PostgreSQL database for one benchmark, thrown away after it.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@exchange/db/embedded/index';
import type { ListingDocument } from '@exchange/search';
import pg from 'pg';
import { onInterrupt } from '../interrupt.ts';
import type { SearchBenchConfig } from './config.ts';

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** As a rebuild reads them. */
export async function* inBatches(documents: readonly ListingDocument[]): AsyncGenerator<ListingDocument[]> {
  for (let from = 0; from < documents.length; from += 500)
    yield await Promise.resolve(documents.slice(from, from + 500));
}

/** Makes an empty database, on the server given or on one started for it, and drops it when `work` is done. */
export async function withScratchDatabase<T>(config: SearchBenchConfig, work: (url: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), 'exchange-bench-'));
  const server = config.TEST_DATABASE_URL ? undefined : await startEmbeddedPostgres({ directory });
  const serverUrl = config.TEST_DATABASE_URL ?? server?.url ?? '';
  const clear = async () => {
    await server?.stop();
    // Its last children may still be writing.
    rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  const forget = onInterrupt(clear);
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  try {
    await onServer(serverUrl, `create database ${name}`);
    return await work(url.href);
  } finally {
    // A server that goes away with its folder need not be asked.
    if (!server) await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    await clear();
    forget();
  }
}
