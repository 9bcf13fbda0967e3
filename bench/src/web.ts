// What the pages cost (W1): the search page and a listing's beside their JSON, and how much script any public page brings.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { openDatabase } from '@exchange/db';
import { listPublishedListings } from '@exchange/db/listings/queries';
import { inTurns, perSecond } from './figures.ts';
import { withListings } from './listings-database.ts';
import { ask, rateOf, startProgram } from './programs.ts';
import type { Row } from './row.ts';

const SEARCHES = 100;
const LISTINGS = 50;
const AT_ONCE = 4;
const SCRIPT_BYTES = 60_000;

/** Public pages of every kind; one listing is added. */
const pages = ['/', '/listings', '/listings?q=sight', '/compare', '/about', '/login', '/register', '/forgot-password'];

/** The compressed bytes of all script that a page asks for at once. */
async function scriptBytesOf(webUrl: string, page: string): Promise<number> {
  const html = await (await fetch(webUrl + page)).text();
  const found = html.matchAll(/["'(]([^"'()\s]*\/_app\/immutable\/[^"'()\s]+\.js)["')]/g);
  const addresses = new Set([...found].map(([, address = '']) => new URL(address, webUrl + page).href));
  let bytes = 0;
  for (const address of addresses) bytes += await ask(address, { 'accept-encoding': 'br' });
  return bytes;
}

/** The addresses of published listings' pages. */
async function listingPaths(databaseUrl: string): Promise<string[]> {
  const database = openDatabase(databaseUrl, { max: 1 });
  const listings = await listPublishedListings(database.db, { limit: LISTINGS });
  await database.close();
  return listings.map(({ id, slug }) => `/listings/${slug ?? id}`);
}

async function scriptRow(webUrl: string, listing: string): Promise<Row> {
  const sizes: { page: string; bytes: number }[] = [];
  for (const page of [...pages, listing]) {
    sizes.push({ page, bytes: await scriptBytesOf(webUrl, page) });
  }
  const [largest] = sizes.sort((a, b) => b.bytes - a.bytes);
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  return {
    row: `W1 compressed script of the heaviest public page (${largest?.page ?? ''})`,
    ours: kilobytes(largest?.bytes ?? 0),
    against: kilobytes(SCRIPT_BYTES),
    ratio: ((largest?.bytes ?? 0) / SCRIPT_BYTES).toFixed(2),
    target: '≤ 60 kB',
    ok: largest !== undefined && largest.bytes > 0 && largest.bytes <= SCRIPT_BYTES,
  };
}

/** What is measured is what these sources give. */
async function buildWeb(): Promise<void> {
  const root = path.resolve(import.meta.dirname, '../..');
  const build = spawn(process.execPath, [path.join(root, 'scripts/build-web.ts')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(build, 'exit')) as [number | null];
  if (code !== 0) throw new Error('the web could not be built: run npm run build to see why');
}

/** How many pages are rendered a second, beside how often the api gives the JSON of the same addresses. */
async function rateRow(what: string, webUrl: string, apiUrl: string, paths: readonly string[]): Promise<Row> {
  const under = (start: string) => async () =>
    rateOf(
      paths.map((each) => start + each),
      AT_ONCE,
    );
  const [ours = 0, json = 0] = await inTurns([under(webUrl), under(`${apiUrl}/api/v1`)]);
  return {
    row: `W1 ${what} rendered on the server, a second, beside its JSON endpoint`,
    ours: perSecond(ours),
    against: perSecond(json),
    ratio: (ours / json).toFixed(2),
    target: '≥ 0.20',
    ok: ours / json >= 0.2,
  };
}

/** The rows W1. */
export async function web(): Promise<Row[]> {
  await buildWeb();
  return withListings({ searches: SEARCHES }, async ({ apiUrl, databaseUrl, paths }) => {
    const program = await startProgram('web/server.js', '/healthz', (port) => ({
      WEB_PORT: String(port),
      API_URL: apiUrl,
    }));
    try {
      const listings = await listingPaths(databaseUrl);
      return [
        await rateRow('search page', program.url, apiUrl, paths),
        await rateRow('listing page', program.url, apiUrl, listings),
        await scriptRow(program.url, listings[0] ?? ''),
      ];
    } finally {
      await program.stop();
    }
  });
}
