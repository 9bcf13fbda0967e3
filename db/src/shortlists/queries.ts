// Shortlists in SQL: finding, making and changing them, each write with its line in the history.
import { DEFAULT_SHORTLIST, MOST_SHORTLISTED, type Shortlist } from '@exchange/contracts';
import { and, asc, eq, gt, or, sql, type SQL } from 'drizzle-orm';
import { isUniqueViolation } from '../errors.ts';
import type { Db } from '../index.ts';
import { recordAudit } from '../moderation/queries.ts';
import { putOnShortlist } from './queries-items.ts';
import { shortlists } from './tables.ts';

export * from './queries-items.ts';

/** Who does it, for the history. */
export interface Actor {
  id: string;
  name: string;
}

/** What became of a change: the version that stands is given where it had moved on. */
export type Outcome = 'done' | 'name_taken' | { currentVersion: number };

const size = sql<number>`(select count(*)::int from shortlist_items i where i.shortlist_id = shortlists.id)`;

async function selectShortlists(db: Db, condition: SQL | undefined, limit: number): Promise<Shortlist[]> {
  const rows = await db
    .select({
      id: shortlists.id,
      organisationId: shortlists.organisationId,
      name: shortlists.name,
      size,
      version: shortlists.version,
      createdAt: shortlists.createdAt,
      updatedAt: shortlists.updatedAt,
    })
    .from(shortlists)
    .where(condition)
    .orderBy(asc(sql`lower(${shortlists.name})`), asc(shortlists.id))
    .limit(limit);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

/** A shortlist. Whether the caller may see it is for the caller to ask. */
export async function findShortlist(db: Db, id: string): Promise<Shortlist | undefined> {
  const [found] = await selectShortlists(db, eq(shortlists.id, id), 1);
  return found;
}

/** An organisation's shortlists by name. @param page.after the last one before this page */
export async function listShortlists(
  db: Db,
  organisationId: string,
  page: { limit: number; after?: { name: string; id: string } },
): Promise<Shortlist[]> {
  const { after } = page;
  const name = sql`lower(${shortlists.name})`;
  const rest =
    after &&
    or(gt(name, sql`lower(${after.name})`), and(sql`${name} = lower(${after.name})`, gt(shortlists.id, after.id)));
  return selectShortlists(db, and(eq(shortlists.organisationId, organisationId), rest), page.limit);
}

/** Makes a shortlist. @returns its id; undefined when the organisation has one of that name, in whatever case */
export async function insertShortlist(
  db: Db,
  given: { organisationId: string; name: string },
  actor: Actor,
): Promise<string | undefined> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .insert(shortlists)
      .values({ ...given, createdBy: actor.id })
      .onConflictDoNothing()
      .returning({ id: shortlists.id });
    if (row) await recordShortlist(tx, 'created', row.id, actor, { name: given.name });
    return row?.id;
  });
}

const recordShortlist = (db: Db, verb: string, subjectId: string, actor: Actor, details: Record<string, unknown>) =>
  recordAudit(db, { action: `shortlist.${verb}`, actor, subjectKind: 'shortlist', subjectId, details });

/** Gives a shortlist another name. @returns undefined when there is no such shortlist */
export async function renameShortlist(
  db: Db,
  id: string,
  change: { version: number; name: string },
  actor: Actor,
): Promise<Outcome | undefined> {
  try {
    return await db.transaction(async (tx) => {
      const [row] = await tx
        .select({ version: shortlists.version, name: shortlists.name })
        .from(shortlists)
        .where(eq(shortlists.id, id))
        .for('update');
      if (!row) return undefined;
      if (row.version !== change.version) return { currentVersion: row.version };
      await tx
        .update(shortlists)
        .set({ name: change.name, version: row.version + 1, updatedAt: new Date() })
        .where(eq(shortlists.id, id));
      await recordShortlist(tx, 'renamed', id, actor, { from: row.name, to: change.name });
      return 'done';
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'name_taken';
    throw error;
  }
}

/** Deletes a shortlist with all that is on it. @returns whether it was there */
export async function deleteShortlist(db: Db, id: string, actor: Actor): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [gone] = await tx.delete(shortlists).where(eq(shortlists.id, id)).returning({ name: shortlists.name });
    if (gone) await recordShortlist(tx, 'deleted', id, actor, { name: gone.name });
    return gone !== undefined;
  });
}

/**
 * Puts a listing on the organisation's list called "Shortlist", which is made when it is not there. One that is on it
 * stays as it is, and a full list is left alone.
 */
export async function putOnDefaultShortlist(
  db: Db,
  given: { organisationId: string; listingId: string },
  actor: Actor,
): Promise<void> {
  const { organisationId, listingId } = given;
  await insertShortlist(db, { organisationId, name: DEFAULT_SHORTLIST }, actor);
  const [list] = await db
    .select({ id: shortlists.id, size })
    .from(shortlists)
    .where(
      and(eq(shortlists.organisationId, organisationId), sql`lower(${shortlists.name}) = lower(${DEFAULT_SHORTLIST})`),
    );
  if (list && list.size < MOST_SHORTLISTED) await putOnShortlist(db, { shortlistId: list.id, listingId }, actor);
}
