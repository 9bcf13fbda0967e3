// What the Meilisearch engine makes of a server that is slow, away or unwilling. How it searches: ../contract.test.ts.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListingQuery } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { aDocument } from '../fixtures.ts';
import { createListingIndex, SearchTimeoutError, type ListingIndex } from '../index.ts';

async function withServer(answer: RequestListener, work: (index: ListingIndex) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await work(createListingIndex({ databaseUrl: '', meiliUrl: `http://127.0.0.1:${String(port)}` }));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const query = ListingQuery.parse({ q: 'people' });

describe('the meilisearch engine', () => {
  it('gives a search up after two seconds, and says so', async () => {
    await withServer(
      () => undefined,
      async (index) => {
        await expect(index.search(query)).rejects.toThrow(SearchTimeoutError);
      },
    );
  });

  it('does not answer a ping while the server is away', async () => {
    const index = createListingIndex({ databaseUrl: '', meiliUrl: 'http://127.0.0.1:9' });
    await expect(index.ping()).rejects.toThrow();
    await expect(index.search(query)).rejects.toThrow();
  });

  it("fails with the server's own words when a task fails", async () => {
    const failed = { uid: 7, taskUid: 7, status: 'failed', type: 'documentAdditionOrUpdate' };
    await withServer(
      (request, response) => {
        response.setHeader('content-type', 'application/json');
        if (request.url?.endsWith('_next'))
          response.writeHead(404).end(JSON.stringify({ code: 'index_not_found', message: 'not there' }));
        else response.end(JSON.stringify({ ...failed, error: { code: 'no_space', message: 'No space left' } }));
      },
      async (index) => {
        await expect(index.upsert([aDocument()])).rejects.toThrow('documentAdditionOrUpdate: No space left');
      },
    );
  });
});
