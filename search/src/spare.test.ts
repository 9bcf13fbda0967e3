// The spare engine: a real connection is cut and mended. The first is PostgreSQL by way of a proxy, and Meilisearch where it is set.
import { randomUUID } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { ListingQuery } from '@exchange/contracts';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batches } from './contract-testing.ts';
import { aDocument } from './fixtures.ts';
import { createListingIndex, type ListingIndex } from './index.ts';
import { dropMeilisearchIndex } from './meilisearch/index.ts';
import type { EngineChange } from './port.ts';
import { createPostgresIndex } from './postgres/index.ts';
import { withSpare } from './spare.ts';

interface Proxy {
  address: string;
  /** Ends every connection and takes no new one. */
  cut: () => Promise<void>;
  /** Takes connections, and passes nothing on. */
  hang: () => void;
  mend: () => Promise<void>;
}

/** A TCP proxy in front of a server. */
async function startProxy(url: URL): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let isHanging = false;
  let port = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (isHanging) return;
    const onward = connect(Number(url.port), url.hostname);
    sockets.add(onward);
    onward.on('error', () => socket.destroy()).on('close', () => sockets.delete(onward));
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  const listen = () =>
    new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', () => {
        ({ port } = server.address() as AddressInfo);
        resolve();
      });
    });
  const dropAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  await listen();
  return {
    get address() {
      return `127.0.0.1:${String(port)}`;
    },
    cut: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      dropAll();
      await closed;
    },
    hang: () => {
      isHanging = true;
      dropAll();
    },
    mend: async () => {
      if (isHanging) dropAll();
      isHanging = false;
      if (!server.listening) await listen();
    },
  };
}

const { MEILI_URL, MEILI_KEY } = process.env;
const names = ['postgres', ...(MEILI_URL ? ['meilisearch'] : [])] as const;

describe.each(names)('with %s as the first', (name) => {
  const uid = `spare_${randomUUID()}`;
  const document = aDocument({ title: 'Lantern walks' });
  const query = ListingQuery.parse({ q: 'lantern' });
  let databases: TestDatabase[] = [];
  let proxy: Proxy;
  let first: ListingIndex;
  let index: ListingIndex;
  let changes: boolean[] = [];
  let onNext: ((change: EngineChange) => void) | undefined;

  beforeAll(async () => {
    databases = [await createTestDatabase(), await createTestDatabase()];
    const url = new URL(name === 'postgres' ? (databases[1]?.url ?? '') : (MEILI_URL ?? ''));
    proxy = await startProxy(url);
    const through = url.href.replace(url.host, proxy.address);
    first =
      name === 'postgres'
        ? createPostgresIndex(through)
        : createListingIndex({ databaseUrl: '', meiliUrl: through, meiliKey: MEILI_KEY, meiliIndex: uid });
    index = withSpare(first, createPostgresIndex(databases[0]?.url ?? ''), { well: 50, unwell: 50 });
    index.onChange?.((change) => {
      changes.push(change.away);
      onNext?.(change);
    });
    await index.sync();
    await index.rebuild(() => batches(document));
  });
  afterAll(async () => {
    await index.close();
    await proxy.cut();
    if (name === 'meilisearch') await dropMeilisearchIndex({ url: MEILI_URL ?? '', key: MEILI_KEY, uid });
    for (const database of databases) await database.drop();
  });
  beforeEach(() => {
    changes = [];
  });
  afterEach(async () => {
    await proxy.mend();
  });
  const told = (what: (change: EngineChange) => boolean) =>
    new Promise<void>((resolve) => {
      onNext = (change) => {
        if (what(change)) resolve();
      };
    });
  /** Resolves when the first is said to be back. */
  const back = () => told(({ away }) => !away);
  const total = async () => (await index.search(query)).total;
  const loseIndex = async () => {
    if (name === 'meilisearch') await dropMeilisearchIndex({ url: MEILI_URL ?? '', key: MEILI_KEY, uid });
    else await databases[1]?.pool.query(`drop table search.entries; update search.version set version = 'another'`);
  };

  it('answers from the first, and holds the same in both', async () => {
    expect(await total()).toBe(1);
    for (const engine of index.engines) expect((await engine.search(query)).total).toBe(1);
  });

  it('answers from the spare while the connection is cut, says so once, and goes back by itself', async () => {
    await proxy.cut();
    for (let time = 0; time < 5; time += 1) expect(await total()).toBe(1);
    expect((await index.suggest('lant')).length).toBeGreaterThan(0);
    await index.ping();
    expect(changes).toEqual([true]);
    expect(index.engine).toBe('postgres');
    // What is written meanwhile is told to have failed, so that it is written again, and is found at once.
    const other = aDocument({ title: 'Lantern songs' });
    await expect(index.upsert([other])).rejects.toThrow();
    expect(await total()).toBe(2);
    const isBack = back();
    await proxy.mend();
    await first.upsert([other]);
    await isBack;
    expect(index.engine).toBe(name);
    expect((await first.search(query)).total).toBe(2);
    await index.remove([other.id]);
    expect(changes.at(-1)).toBe(false);
  });

  it('does not wait for one that hangs more than once', async () => {
    proxy.hang();
    expect(await total()).toBe(1);
    const began = performance.now();
    expect(await total()).toBe(1);
    expect(performance.now() - began).toBeLessThan(1000);
    const isBack = back();
    await proxy.mend();
    await isBack;
    expect(await total()).toBe(1);
  });

  it('does not go back to one that has come back empty', async () => {
    await first.remove([document.id]);
    await proxy.cut();
    expect(await total()).toBe(1);
    await proxy.mend();
    const isBack = back();
    await first.upsert([document]);
    await isBack;
    expect(await total()).toBe(1);
  });

  it('is found to have lost its index without being asked, and told of once', async () => {
    const isFound = told(({ isEmpty }) => isEmpty === true);
    await loseIndex();
    await isFound;
    expect(index.engine).toBe('postgres');
    expect(await total()).toBe(1);
    expect(await first.count()).toBe(0);
    const isBack = back();
    expect(await first.sync()).toEqual({ fresh: true });
    await first.upsert([document]);
    await isBack;
    expect(changes).toEqual([true, false]);
    expect((await first.search(query)).total).toBe(1);
  });

  it('starts while the first is away', async () => {
    await proxy.cut();
    const late = withSpare(first, createPostgresIndex(databases[0]?.url ?? ''));
    expect(await late.sync()).toEqual({ fresh: false });
    const heard: boolean[] = [];
    late.onChange?.(({ away }) => heard.push(away));
    expect(heard).toEqual([true]);
    expect((await late.search(query)).total).toBe(1);
    // Closing it would close the first too, which the other tests still need.
    await late.engines[1]?.close();
  });
});
