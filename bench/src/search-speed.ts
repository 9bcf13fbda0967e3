// How fast the postgres engine is, beside the textbook layout; whether it counts right; how well it corrects slips. By number of listings.
import { createListingIndex, SearchTimeoutError, type ListingDocument, type ListingIndex } from '@exchange/search';
import { compareOne } from '@exchange/search/postgres/oracle';
import { randomListings, randomly, type Random } from '@exchange/search/random';
import pg from 'pg';
import { milliseconds } from './figures.ts';
import type { Row } from './row.ts';
import { readSearchBenchConfig, type SearchBenchConfig } from './search/config.ts';
import { readJudgedSet } from './search/judged.ts';
import { searchMix } from './search/mix.ts';
import { inBatches, withScratchDatabase } from './search/scratch.ts';
import { slipRows } from './search/slips.ts';
import { makeTextbook, searchTextbook } from './search/textbook.ts';
import { timeInTurn, type Figures } from './search/timing.ts';

const SEED = 2006;
/** About 3.4 kB of text, as a listing that is well told has. */
const BODY_WORDS = 500;
const SEARCHES = 120;

interface Size {
  listings: number;
  withTextbook: boolean;
  /** Random searches held against brute force, which takes longer with every listing. */
  compared: number;
}
const sizes: Size[] = [
  { listings: 1000, withTextbook: true, compared: 1000 },
  { listings: 10_000, withTextbook: true, compared: 200 },
];
/** Beyond what the engine is meant for: shown, not aimed at. */
const largest: Size = { listings: 100_000, withTextbook: false, compared: 30 };

interface Measured {
  listings: number;
  ours: Figures;
  rows: Row[];
}

const inWords = (count: number) => count.toLocaleString('en-GB');
const both = ({ p50, p95 }: Figures) => `${milliseconds(p95)} (p50 ${milliseconds(p50)})`;

function speedRow(listings: number, ours: Figures, textbook: Figures | undefined): Row {
  const ratio = textbook ? ours.p95 / textbook.p95 : Number.NaN;
  const isAimedAt = listings === 10_000;
  return {
    row: `S2 search p95 at ${inWords(listings)} listings, postgres engine${textbook ? ' against textbook layout' : ''}`,
    ours: both(ours),
    against: textbook ? both(textbook) : '',
    ratio: textbook ? ratio.toFixed(2) : '',
    target: isAimedAt ? '≤ 0.33' : 'shown',
    ok: !isAimedAt || ratio <= 1 / 3,
  };
}

/** S3: random searches against brute force. */
async function differencesRow(
  index: ListingIndex,
  pool: pg.Pool,
  documents: readonly ListingDocument[],
  searches: number,
): Promise<Row> {
  const random = randomly(SEED);
  let differences = 0;
  let stopped = 0;
  for (let n = 0; n < searches; n += 1) {
    try {
      const { ours, bruteForce } = await compareOne(index, pool, documents, random);
      if (JSON.stringify(ours) !== JSON.stringify(bruteForce)) differences += 1;
    } catch (error) {
      unlessStopped(error);
      stopped += 1;
    }
  }
  return {
    row: `S3 totals and facet counts that differ from brute force, in ${inWords(searches)} random searches of ${inWords(documents.length)} listings`,
    ours: stopped === 0 ? String(differences) : `${String(differences)} (${String(stopped)} stopped at 2 s)`,
    against: '0',
    ratio: '',
    target: '0',
    ok: differences === 0 && (stopped === 0 || documents.length === largest.listings),
  };
}

/** A search that was stopped took as long as it did. */
function unlessStopped(error: unknown): void {
  if (!(error instanceof SearchTimeoutError)) throw error;
}

/** Fills a database with so many listings, and measures on it. */
async function measureAt(config: SearchBenchConfig, { listings, withTextbook, compared }: Size): Promise<Measured> {
  const random: Random = randomly(SEED);
  const documents = randomListings(listings, random, BODY_WORDS);
  const questions = searchMix(SEARCHES, random);
  return withScratchDatabase(config, async (databaseUrl) => {
    const index = createListingIndex({ databaseUrl });
    const pool = new pg.Pool({ connectionString: databaseUrl, options: '-c jit=off' });
    // Its last connections may still be closing when the database is dropped.
    pool.on('error', () => undefined);
    try {
      await index.sync();
      await index.rebuild(() => inBatches(documents));
      if (withTextbook) await makeTextbook(pool, documents);
      const [ours = { p50: Number.NaN, p95: Number.NaN }, textbook] = await timeInTurn(questions, [
        (query) => index.search(query).catch(unlessStopped),
        ...(withTextbook ? [(query: (typeof questions)[number]) => searchTextbook(pool, query)] : []),
      ]);
      const rows = [
        speedRow(listings, ours, textbook),
        await differencesRow(index, pool, documents, compared),
        ...(await slipsAmong(config, index, pool, listings)),
      ];
      return { listings, ours, rows };
    } finally {
      await pool.end();
      await index.close();
    }
  });
}

/** S4, in the words of the judged set; no rows when it is not there. */
async function slipsAmong(
  { EXCHANGE_EVAL_DIR: folder }: SearchBenchConfig,
  index: ListingIndex,
  pool: pg.Pool,
  listings: number,
): Promise<Row[]> {
  if (!folder) return [];
  const judged = readJudgedSet(folder).documents;
  return slipRows(index, pool, judged, `${inWords(listings)} listings and the judged ${inWords(judged.length)}`);
}

function growthRow([small, large]: readonly Measured[]): Row {
  const growth = (large?.ours.p95 ?? Number.NaN) / (small?.ours.p95 ?? Number.NaN);
  return {
    row: 'S2 growth of search p95 from 1,000 to 10,000 listings, postgres engine',
    ours: milliseconds(large?.ours.p95 ?? Number.NaN),
    against: milliseconds(small?.ours.p95 ?? Number.NaN),
    ratio: growth.toFixed(2),
    target: '≤ 4',
    ok: growth <= 4,
  };
}

/** The rows S2, S3 and S4, at 1,000 and 10,000 listings and, where BENCH_LARGE is set, at 100,000. */
export async function searchSpeed(): Promise<Row[]> {
  const config = readSearchBenchConfig();
  const measured: Measured[] = [];
  for (const size of config.BENCH_LARGE ? [...sizes, largest] : sizes) measured.push(await measureAt(config, size));
  return [...measured.flatMap(({ rows }) => rows), growthRow(measured)].sort((a, b) =>
    a.row.slice(0, 2).localeCompare(b.row.slice(0, 2)),
  );
}
