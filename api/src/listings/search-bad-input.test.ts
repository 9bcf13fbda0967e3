// What nobody should ask: each is answered in words or with results, never with an error of the engine's. On every engine that is there.
import { randomUUID } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListingPage } from '@exchange/contracts';
import { findListing } from '@exchange/db/listings/queries';
import { toDocument } from '@exchange/search';
import { dropMeilisearchIndex } from '@exchange/search/meilisearch/index';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

const { MEILI_URL = '', MEILI_KEY } = process.env;

/** In front of a Meilisearch: passes everything on, but what asks for the word `glacial`, which it keeps waiting. */
async function startSlowProxy(): Promise<{ url: string; server: Server }> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      if (body.includes('glacial')) return;
      const { method, headers } = incoming;
      request(new URL(incoming.url ?? '', MEILI_URL), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, server };
}

describe.each(['postgres', ...(MEILI_URL ? ['meilisearch'] : [])])('bad input, with %s as the engine', (engine) => {
  const uid = `api_${randomUUID()}`;
  let api: TestApi;
  let proxy: Awaited<ReturnType<typeof startSlowProxy>> | undefined;
  beforeAll(async () => {
    proxy = engine === 'meilisearch' ? await startSlowProxy() : undefined;
    api = await createTestApi(proxy ? { MEILI_URL: proxy.url, MEILI_KEY: MEILI_KEY ?? '' } : {}, uid);
    const titles = ['Talking newspaper', 'Talking books', 'Community transport'];
    const made = await Promise.all(titles.map((title) => api.aPublishedListing({ title, stage: 'pilot' })));
    const listings = await Promise.all(made.map(({ id }) => findListing(api.db, id)));
    await api.context.index.upsert(listings.map((one) => toDocument(one!, one!.regionsOfLocalAuthorities)));
  });
  afterAll(async () => {
    await api.close();
    proxy?.server.closeAllConnections();
    proxy?.server.close();
    if (proxy) await dropMeilisearchIndex({ url: MEILI_URL, key: MEILI_KEY, uid });
  });
  // An engine that was upset would be away by now, and its spare would have answered.
  afterEach(() => expect(api.context.index.engine).toBe(engine));

  const total = async (query: string) => {
    const { status, body } = await api.ask(`/listings?${query}`);
    expect([query, status]).toEqual([query, 200]);
    return ListingPage.parse(body).total;
  };

  it.each<[string, string, number]>([
    ['only stop words, which are none', 'the and of in', 3],
    ['only punctuation, which is none', '?!… ,;:()[]{}<>*&|~^$#@%+=\\/\'`"-—', 3],
    ['an unbalanced quote', '"talking', 2],
    ['unbalanced quotes', '"talking" "', 2],
    ['nothing in quotes', '"" talking', 2],
    ['a minus with nothing behind it', 'talking -', 2],
    ['nothing but what is left out', '-talking', 1],
    ['emoji and marks that turn the text', '👩‍🦯 \u202Etalking\u200F', 2],
    ['the same word, 60 times', 'talking '.repeat(60).trim(), 2],
    ['letters without end', 'x'.repeat(500), 0],
  ])('takes %s', async (_what, q, found) => {
    expect(await total(`q=${encodeURIComponent(q)}`)).toBe(found);
  });

  it('refuses 10,000 characters, and says how many there may be', async () => {
    const { status, body } = await api.ask(`/listings?q=${'x'.repeat(10_000)}`);
    expect(status).toBe(422);
    expect(body.error.fields).toEqual([{ path: 'q', message: expect.stringContaining('500') as string }]);
  });

  it('has nothing on a page beyond the end, and refuses one that cannot be', async () => {
    const { items, total: all } = ListingPage.parse((await api.ask('/listings?q=talking&page=1000&limit=100')).body);
    expect([items, all]).toEqual([[], 2]);
    for (const page of ['0', '-1', '1001', '1e9', '1.5', 'two'])
      expect((await api.ask(`/listings?page=${page}`)).body.error.fields.map(({ path }) => path)).toEqual(['page']);
  });

  it('says which values do not exist', async () => {
    const query =
      'serviceArea=health_social_care&serviceArea=no_such_area&localAuthority=E99999999&organisation=nobody';
    for (const path of ['/listings', '/listings.csv', '/listings.atom']) {
      const { status, body } = await api.ask(`${path}?${query}`);
      expect(status).toBe(422);
      expect(body.error.fields).toEqual([
        { path: 'serviceArea.1', message: 'there is no service area no_such_area' },
        { path: 'localAuthority.0', message: 'there is no local authority E99999999' },
        { path: 'organisation.0', message: 'there is no organisation nobody' },
      ]);
    }
  });

  it('stops what takes two seconds, with an answer that says what to do', async () => {
    const client = await api.database.pool.connect();
    try {
      if (!proxy) await client.query('begin; lock table search.entries in access exclusive mode');
      const { status, body, headers } = await api.ask('/listings?q=glacial');
      expect([status, body.error.code, headers['retry-after']]).toEqual([503, 'UNAVAILABLE', '5']);
      expect(body.error.message).toContain('try fewer words or more filters');
    } finally {
      if (!proxy) await client.query('rollback');
      client.release();
    }
  });

  it('takes 200 filters at once, and no more than 50 of a kind', async () => {
    const regions = ['TLC', 'TLD', 'TLE', 'TLF', 'TLG', 'TLH', 'TLI', 'TLJ', 'TLK', 'TLL', 'TLM', 'TLN'];
    const many = (name: string, values: string[]) =>
      Array.from({ length: 40 }, (_, n) => `${name}=${values[n % values.length]!}`).join('&');
    const all = [
      many('region', regions),
      many('stage', ['pilot', 'scale', 'prototype', 'develop']),
      many('ask', ['contract', 'research']),
      many('beneficiary', ['older_people', 'carers']),
      many('innovationType', ['new_service']),
    ].join('&');
    expect(await total(all)).toBeLessThanOrEqual(3);
    expect((await api.ask(`/listings?${all}&${many('region', regions)}`)).body.error.fields).toEqual([
      { path: 'region', message: 'must be 50 values or fewer' },
    ]);
  });

  it('reads no filter language anywhere', async () => {
    const evil = [
      `x' or 1=1 --`,
      'a" OR verified = true',
      '\\" OR 1=1',
      'pilot") OR ("1" = "1',
      'EXISTS',
      '_geoRadius(1)',
    ];
    const names = 'ask serviceArea stage innovationType region localAuthority beneficiary organisation asWords'.split(
      ' ',
    );
    for (const value of evil)
      for (const name of [...names, 'minEvidence', 'amountMin', 'verified', 'sort', 'page', 'limit', 'exact'])
        expect([name, value, (await api.ask(`/listings?${name}=${encodeURIComponent(value)}`)).status]).toEqual([
          ...[name, value, 422],
        ]);
    for (const value of evil) expect(await total(`q=${encodeURIComponent(value)}`)).toBeLessThanOrEqual(3);
    for (const value of evil)
      expect((await api.ask(`/listings/suggest?q=${encodeURIComponent(value)}`)).status).toBe(200);
  });
});
