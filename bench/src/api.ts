// What the api costs: search over HTTP beside the engine alone (S1), and beside the barest server that does the same (A1).
import { inTurns, milliseconds, p95Of, perSecond, timed } from './figures.ts';
import { LISTINGS, withListings, type Bench } from './listings-database.ts';
import { ask, rateOf, startProgram } from './programs.ts';
import type { Row } from './row.ts';
import { readSearchBenchConfig } from './search/config.ts';

const SEARCHES = 150;
/** How many ask at once in A1. */
const AT_ONCE = 4;
const SIZES = [1000, LISTINGS];
/** Beyond what the embedded engine is meant for: shown, not aimed at. */
const LARGEST = 100_000;

/** One after the other, as a person would. */
async function p95Over<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (const item of items) times.push(await timed(() => work(item)));
  return p95Of(times);
}

async function latencyRow({ apiUrl, index, queries, paths }: Bench, listings: number): Promise<Row> {
  const isAimedAt = listings !== LARGEST;
  const [ours = 0, engine = 0] = await inTurns([
    () => p95Over(paths, (path) => ask(`${apiUrl}/api/v1${path}`)),
    () => p95Over(queries, (query) => index.search(query)),
  ]);
  return {
    row: `S1 GET /listings p95 at ${listings.toLocaleString('en-GB')} listings, beside the engine's own`,
    ours: milliseconds(ours),
    against: milliseconds(engine),
    ratio: (ours / engine).toFixed(2),
    target: isAimedAt ? '≤ 1.3 × + 1 ms' : 'shown',
    ok: !isAimedAt || ours <= 1.3 * engine + 1,
  };
}

async function rateRow({ apiUrl, databaseUrl, paths }: Bench): Promise<Row> {
  const raw = await startProgram('bench/src/programs/raw-server.ts', '/listings?q=', (port) => ({
    DATABASE_URL: databaseUrl,
    RAW_PORT: String(port),
  }));
  try {
    const [ours = 0, bare = 0] = await inTurns([
      () =>
        rateOf(
          paths.map((path) => `${apiUrl}/api/v1${path}`),
          AT_ONCE,
        ),
      () =>
        rateOf(
          paths.map((path) => raw.url + path),
          AT_ONCE,
        ),
    ]);
    return {
      row: 'A1 GET /listings, answers a second, beside node:http with the same query',
      ours: perSecond(ours),
      against: perSecond(bare),
      ratio: (ours / bare).toFixed(2),
      target: '≥ 0.9',
      ok: ours / bare >= 0.9,
    };
  } finally {
    await raw.stop();
  }
}

/** The rows S1, at 1,000 and 10,000 listings and, where BENCH_LARGE is set, at 100,000; and A1. */
export async function api(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const listings of readSearchBenchConfig().BENCH_LARGE ? [...SIZES, LARGEST] : SIZES)
    await withListings({ searches: SEARCHES, listings }, async (bench) => {
      rows.push(await latencyRow(bench, listings));
      if (listings === LISTINGS) rows.push(await rateRow(bench));
    });
  return rows;
}
