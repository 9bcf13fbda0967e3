// One listing, measured: matched anew, and the very same rows written barely, in turn.
import { sql } from 'drizzle-orm';
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
const insertOnServer = ({ db }: World) =>
  db.transaction((tx) => tx.execute(sql`insert into matches (${columns}) select ${columns} from kept_matches`));

/** The rows come as one parameter, as from a program that has matched and scored by itself. */
const insertFromClient = ({ db }: World, rows: readonly unknown[]) =>
  db.transaction((tx) =>
    tx.execute(sql`insert into matches (${columns})
      select ${columns} from jsonb_populate_recordset(null::matches, ${JSON.stringify(rows)}::jsonb)`),
  );

const forget = ({ db }: World) => db.execute(sql`truncate matches`);

const afresh = (world: World, work: () => Promise<unknown>) => async () => {
  await forget(world);
  return timed(work);
};

/** Milliseconds of matching a listing for the first time, the listing's facts, the transaction and its commit included. */
export async function timeMatching(world: World, listingId: string): Promise<number> {
  const [ours = 0] = await inTurns([afresh(world, () => matchAnew(world, listingId))]);
  return ours;
}

export async function measureListing(world: World, listingId: string): Promise<Measured> {
  const { db } = world;
  await forget(world);
  const fits = await matchAnew(world, listingId);
  await db.execute(sql`drop table if exists kept_matches`);
  await db.execute(sql`create unlogged table kept_matches as select * from matches`);
  const { rows } = await db.execute(sql`select * from kept_matches`);
  const [ours = 0, onServer = 0, fromClient = 0] = await inTurns([
    afresh(world, () => matchAnew(world, listingId)),
    afresh(world, () => insertOnServer(world)),
    afresh(world, () => insertFromClient(world, rows)),
  ]);
  return { fits, ours, onServer, fromClient };
}
