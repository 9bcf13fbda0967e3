// The barest server that answers searches, for A1: node:http, the engine, JSON.stringify. No checks, no headers, no log.
import { createServer } from 'node:http';
import { ListingQuery } from '@exchange/contracts';
import { createListingIndex } from '@exchange/search';
import { readProgramConfig } from './config.ts';

const { DATABASE_URL, RAW_PORT } = readProgramConfig();
const index = createListingIndex({ databaseUrl: DATABASE_URL });

/** The parameters as the api's own parser gives them: a repeated one is a list. */
function parametersOf(url: string): Record<string, string | string[]> {
  const { searchParams } = new URL(url, 'http://localhost');
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

const server = createServer((request, response) => {
  index.search(ListingQuery.parse(parametersOf(request.url ?? '/'))).then(
    (page) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page)),
    () => response.writeHead(500).end(),
  );
});
server.listen(RAW_PORT, '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
