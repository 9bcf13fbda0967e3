// Listings and interests from a fixed seed: what matching is measured on.
import type { Db } from '@exchange/db';
import { anOrganisation, aPublishedListing } from '@exchange/db/fixtures';
import { gatesOf } from '@exchange/db/interests/anchors';
import { insertInterests, type BulkInterest } from '@exchange/db/interests/bulk';
import { wordColumns } from '@exchange/db/interests/keywords';
import { fitsOfInterest } from '@exchange/db/matching/fits';
import { randomCriteria, randomListing, readSmall, rngFrom } from '@exchange/db/matching/generators';
import { matchListing } from '@exchange/db/matching/match-listing';
import { listLocalAuthorities, listServiceAreas } from '@exchange/db/reference/queries';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';

const SEED = 2006;
const ORGANISATIONS = 40;
const BATCH = 2_000;

export interface World {
  db: Db;
  /** Ids of the published listings. */
  listings: string[];
  /** Makes interests until there are so many. @returns the id after which they were made */
  growTo: (interests: number) => Promise<string>;
  /** Some of the interests, as they were given. */
  sample: BulkInterest[];
  regionOf: ReadonlyMap<string, string>;
}

/** @param listings how many published ones there are */
export async function makeWorld(db: Db, listings: number): Promise<World> {
  const rng = rngFrom(SEED);
  const authorities = await listLocalAuthorities(db);
  const regionOf = new Map(authorities.map(({ code, region }) => [code, region]));
  const codes = {
    serviceAreas: (await listServiceAreas(db)).map(({ code }) => code),
    localAuthorities: authorities.map(({ code }) => code),
  };
  const organisations: string[] = [];
  for (let n = 0; n < ORGANISATIONS; n += 1)
    organisations.push((await anOrganisation(db, { verified: n % 2 === 0 })).id);
  const world: World = {
    db,
    regionOf,
    listings: [],
    sample: [],
    growTo: async (interests) => {
      const after = uuidv7();
      for (let made = await countInterests(db); made < interests; made += BATCH) {
        const rows = Array.from({ length: Math.min(BATCH, interests - made) }, (_, n) => ({
          id: uuidv7(),
          organisationId: organisations[n % ORGANISATIONS] ?? '',
          name: 'What we want to hear about',
          criteria: randomCriteria(rng, codes, organisations),
        }));
        await insertInterests(db, rows, regionOf, readSmall);
        if (world.sample.length === 0) world.sample.push(...rows);
      }
      await settle(db);
      return after;
    },
  };
  for (let n = 0; n < listings; n += 1)
    world.listings.push((await aPublishedListing(db, randomListing(rng, codes).content)).id);
  return world;
}

export async function countInterests(db: Db): Promise<number> {
  const { rows } = await db.execute<{ total: number }>(sql`select count(*)::int as total from interests`);
  return rows[0]?.total ?? 0;
}

/** What the server does by itself after a while. */
const settle = (db: Db) => db.execute(sql`vacuum analyze`);

/** Matches a listing. @returns how many interests it was found to fit for the first time */
export async function matchAnew({ db }: World, listingId: string): Promise<number> {
  return (await matchListing(db, listingId, new Date())).found;
}

/** Removes those interests made after `id` that any of the listings fits: what is left is more to search in, and as much to find. */
export async function removeFitting(world: World, id: string): Promise<void> {
  for (const listingId of world.listings) await matchAnew(world, listingId);
  await world.db.execute(sql`delete from interests where id > ${id} and id in (select interest_id from matches)`);
  await settle(world.db);
}

/** Runs one saved search after the other, each asked only whether it finds this one listing. */
export async function runSavedSearches(
  { db, regionOf }: World,
  searches: readonly BulkInterest[],
  listingId: string,
): Promise<void> {
  for (const { id, organisationId, criteria } of searches) {
    const gates = gatesOf(criteria, regionOf);
    const words = wordColumns(criteria, readSmall);
    const search = fitsOfInterest({ id, organisationId, criteria, gates, wordColumns: words });
    await db.execute(sql`select listing_id from (${search}) fits where listing_id = ${listingId}`);
  }
}
