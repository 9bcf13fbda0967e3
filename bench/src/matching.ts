// One listing against all interests, beside a bare insert of the same rows and beside saved searches (M2); and as interests grow (M3).
import { withExchangeDatabase } from './database.ts';
import { milliseconds, timed } from './figures.ts';
import { measureListing, timeMatching, type Measured } from './matching/measure.ts';
import { countInterests, makeWorld, matchAnew, removeFitting, runSavedSearches, type World } from './matching/world.ts';
import type { Row } from './row.ts';

const LISTINGS = 10;
const SAMPLE = 100;

const count = (value: number) => Math.round(value).toLocaleString('en-GB');
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Sized {
  interests: number;
  listings: Measured[];
  /** Milliseconds of running every saved search: from those of a sample. */
  savedSearches: number;
}

async function measureAt(world: World, interests: number): Promise<Sized> {
  const listings: Measured[] = [];
  for (const listingId of world.listings) listings.push(await measureListing(world, listingId));
  const [listingId = ''] = world.listings;
  await matchAnew(world, listingId);
  const searches = world.sample.slice(0, SAMPLE);
  const time = await timed(() => runSavedSearches(world, searches, listingId));
  return { interests, listings, savedSearches: (time / searches.length) * interests };
}

function rowsAt({ interests, listings, savedSearches }: Sized): Row[] {
  const name = `M2 a listing against ${count(interests)} interests (${count(mean(listings.map(({ fits }) => fits)))} fit)`;
  const ours = mean(listings.map((listing) => listing.ours));
  const beside = (what: string, against: number, isAimed: boolean): Row => ({
    row: `${name}, beside a bare insert of the same rows ${what}`,
    ours: milliseconds(ours),
    against: milliseconds(against),
    ratio: (ours / against).toFixed(2),
    target: isAimed ? '≤ 2' : 'shown',
    ok: !isAimed || ours / against <= 2,
  });
  return [
    beside('from a table of the server', mean(listings.map(({ onServer }) => onServer)), true),
    beside('from a client', mean(listings.map(({ fromClient }) => fromClient)), false),
    {
      row: `${name}, beside every saved search (extrapolated from ${SAMPLE})`,
      ours: milliseconds(ours),
      against: `${(savedSearches / 1000).toFixed(1)} s`,
      ratio: `1/${count(savedSearches / ours)}`,
      target: '≤ 1/500',
      ok: ours / savedSearches <= 1 / 500,
    },
  ];
}

async function growthRow(world: World, before: Sized): Promise<Row> {
  const after: number[] = [];
  for (const listingId of world.listings) after.push(await timeMatching(world, listingId));
  const [ours, against] = [mean(after), mean(before.listings.map((listing) => listing.ours))];
  const total = count(await countInterests(world.db));
  return {
    row: `M3 the same matches among ${total} interests, beside among ${count(before.interests)}`,
    ours: milliseconds(ours),
    against: milliseconds(against),
    ratio: (ours / against).toFixed(2),
    target: '≤ 2.5',
    ok: ours / against <= 2.5,
  };
}

/** The rows M2 and M3. */
export async function matching(): Promise<Row[]> {
  return withExchangeDatabase(async ({ db }) => {
    const world = await makeWorld(db, LISTINGS);
    await world.growTo(10_000);
    const small = await measureAt(world, 10_000);
    const after = await world.growTo(100_000);
    const large = await measureAt(world, 100_000);
    await removeFitting(world, after);
    return [...rowsAt(small), ...rowsAt(large), await growthRow(world, small)];
  });
}
