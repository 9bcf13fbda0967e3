// One listing, measured: matched anew, and the very same rows written barely, in turn.
import { sql } from 'drizzle-orm';
import { named } from '@exchange/db/named';
import { inTurns, timed } from '../figures.ts';
import { matchAnew, type World } from './world.ts';

/** How many interests a listing fits, and milliseconds. */
export interface Measured {
  fits: number;
  ours: number;
  onServer: number;
  fromClient: number;
}

const columns = sql.raw(
  'id, listing_id, interest_id, score, reasons, near_miss, state, material_revision, scorer_version, created_at, updated_at',
);

/** The rows lie in the server already, in a table without indexes: nothing is left but to write them. */
const insertKept = named<never>(
  'insert_kept',
  () => sql`insert into matches (${columns}) select ${columns} from kept_matches where ${sql.placeholder('wanted')}`,
);
const insertOnServer = ({ db }: World) => db.transaction((tx) => insertKept(tx, { wanted: true }));

/** The rows come as one parameter, as from a program that has matched and scored by itself. */
const insertFromClient = ({ db }: World, rows: readonly unknown[]) =>
  db.transaction((tx) =>
    tx.execute(sql`insert into matches (${columns})
      select ${columns} from jsonb_populate_recordset(null::matches, ${JSON.stringify(rows)}::jsonb)`),
  );

/**
 * Empties the table, which has the server forget its plans. In a worker's connection they are at hand, so each side makes its own
 * again before it is timed: matching on the listing given, and what that finds is there for all sides alike, as other listings' rows are.
 */
async function forget(world: World, before: string): Promise<void> {
  await world.db.execute(sql`truncate matches`);
  await matchAnew(world, before);
  await insertKept(world.db, { wanted: false });
}

const afresh = (world: World, listingId: string, work: () => Promise<unknown>) => {
  const before = world.listings.find((other) => other !== listingId) ?? listingId;
  return async () => {
    await forget(world, before);
    return timed(work);
  };
};

const keepNothing = ({ db }: World) =>
  db.execute(sql`drop table if exists kept_matches; create unlogged table kept_matches (like matches)`);

/** Milliseconds of matching a listing for the first time, the listing's facts, the transaction and its commit included. */
export async function timeMatching(world: World, listingId: string): Promise<number> {
  await keepNothing(world);
  const [ours = 0] = await inTurns([afresh(world, listingId, () => matchAnew(world, listingId))]);
  return ours;
}

export async function measureListing(world: World, listingId: string): Promise<Measured> {
  const { db } = world;
  await db.execute(sql`truncate matches`);
  const fits = await matchAnew(world, listingId);
  await keepNothing(world);
  await db.execute(sql`insert into kept_matches select * from matches`);
  const { rows } = await db.execute(sql`select * from kept_matches`);
  const [ours = 0, onServer = 0, fromClient = 0] = await inTurns([
    afresh(world, listingId, () => matchAnew(world, listingId)),
    afresh(world, listingId, () => insertOnServer(world)),
    afresh(world, listingId, () => insertFromClient(world, rows)),
  ]);
  return { fits, ours, onServer, fromClient };
}
