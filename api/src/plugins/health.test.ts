// Readiness while the search engine is away: searches are answered by the spare, and only those who run the exchange are told.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findListing } from '@exchange/db/listings/queries';
import { toDocument } from '@exchange/search';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let server: Server;
beforeAll(async () => {
  // A server that is there and answers nothing but errors, as a proxy does whose engine has gone.
  server = createServer((_request, response) => response.writeHead(502).end('bad gateway'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api = await createTestApi({ MEILI_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterAll(async () => {
  await api.close();
  server.closeAllConnections();
  server.close();
});

it('is degraded, and serves all the same', async () => {
  const { id } = await api.aPublishedListing({ title: 'Lantern walks' });
  const listing = await findListing(api.db, id);
  await expect(api.context.index.upsert([toDocument(listing!, [])])).rejects.toThrow();
  const { status, body } = await api.ask('/listings?q=lantern');
  expect([status, body.total]).toEqual([200, 1]);
  const ready = await api.app.inject({ url: '/readyz' });
  expect(ready.statusCode).toBe(200);
  expect(ready.json()).toEqual({ status: 'degraded', away: ['meilisearch'], engine: 'postgres' });
});
