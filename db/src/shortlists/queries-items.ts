// What is on a shortlist: adding, noting, taking off, and reading it with the cards of what is public.
import { MOST_SHORTLISTED, toCard, type ShortlistItem } from '@exchange/contracts';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { listListingsById } from '../listings/queries.ts';
import { recordAudit } from '../moderation/queries.ts';
import { shortlistItems, shortlists } from './tables.ts';

interface Actor {
  id: string;
  name: string;
}
interface Place {
  shortlistId: string;
  listingId: string;
}

const isAt = ({ shortlistId, listingId }: Place) =>
  and(eq(shortlistItems.shortlistId, shortlistId), eq(shortlistItems.listingId, listingId));

const recordItem = (db: Db, verb: string, place: Place, actor: Actor) =>
  recordAudit(db, {
    action: `shortlist.${verb}`,
    actor,
    subjectKind: 'shortlist',
    subjectId: place.shortlistId,
    details: { listingId: place.listingId },
  });

const touch = (db: Db, id: string) => db.update(shortlists).set({ updatedAt: new Date() }).where(eq(shortlists.id, id));

/** All that is on a shortlist, what was added last first; at most 200. Listings that are not public have no card. */
export async function listShortlistItems(db: Db, shortlistId: string): Promise<ShortlistItem[]> {
  const rows = await db
    .select()
    .from(shortlistItems)
    .where(eq(shortlistItems.shortlistId, shortlistId))
    .orderBy(desc(shortlistItems.addedAt), desc(shortlistItems.listingId))
    .limit(MOST_SHORTLISTED);
  return dress(db, rows);
}

/** One of them. */
export async function findShortlistItem(db: Db, place: Place): Promise<ShortlistItem | undefined> {
  const [item] = await dress(db, await db.select().from(shortlistItems).where(isAt(place)));
  return item;
}

async function dress(db: Db, rows: readonly (typeof shortlistItems.$inferSelect)[]): Promise<ShortlistItem[]> {
  const found = await listListingsById(
    db,
    rows.map(({ listingId }) => listingId),
  );
  const cards = new Map(found.filter(({ state }) => state === 'published').map((one) => [one.id, toCard(one)]));
  return rows.map(({ listingId, note, tags, addedBy, addedAt, version }) => ({
    listingId,
    listing: cards.get(listingId) ?? null,
    note,
    tags,
    addedBy,
    addedAt: addedAt.toISOString(),
    version,
  }));
}

/**
 * Puts a listing on a shortlist; on one where it is already, a note or tags given take the place of those there.
 * @returns `full` when the list holds 200 already, undefined when there is no such list
 */
export async function putOnShortlist(
  db: Db,
  given: Place & { note?: string; tags?: string[] },
  actor: Actor,
): Promise<'added' | 'kept' | 'full' | undefined> {
  const { shortlistId, listingId, note = '', tags = [] } = given;
  return db.transaction(async (tx) => {
    // The list is locked, so that two who add at once do not overfill it.
    const [list] = await tx
      .select({ size: sql<number>`(select count(*)::int from shortlist_items i where i.shortlist_id = shortlists.id)` })
      .from(shortlists)
      .where(eq(shortlists.id, shortlistId))
      .for('update');
    if (!list) return undefined;
    const change = { ...(note === '' ? {} : { note }), ...(tags.length === 0 ? {} : { tags }) };
    const [there] = await tx.select({ version: shortlistItems.version }).from(shortlistItems).where(isAt(given));
    if (there && Object.keys(change).length === 0) return 'kept';
    if (there) {
      await tx
        .update(shortlistItems)
        .set({ ...change, version: there.version + 1 })
        .where(isAt(given));
      await recordItem(tx, 'item_changed', given, actor);
    } else {
      if (list.size >= MOST_SHORTLISTED) return 'full';
      await tx.insert(shortlistItems).values({ shortlistId, listingId, note, tags, addedBy: actor.name });
      await recordItem(tx, 'item_added', given, actor);
    }
    await touch(tx, shortlistId);
    return there ? 'kept' : 'added';
  });
}

/** Changes note or tags. @returns undefined when it is not on the list */
export async function updateShortlistItem(
  db: Db,
  place: Place,
  change: { version: number; note?: string; tags?: string[] },
  actor: Actor,
): Promise<'done' | { currentVersion: number } | undefined> {
  const { version, note, tags } = change;
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ version: shortlistItems.version })
      .from(shortlistItems)
      .where(isAt(place))
      .for('update');
    if (!row) return undefined;
    if (row.version !== version) return { currentVersion: row.version };
    await tx
      .update(shortlistItems)
      .set({ ...(note === undefined ? {} : { note }), ...(tags === undefined ? {} : { tags }), version: version + 1 })
      .where(isAt(place));
    await recordItem(tx, 'item_changed', place, actor);
    await touch(tx, place.shortlistId);
    return 'done';
  });
}

/** Takes a listing off a shortlist. @returns whether it was on it */
export async function takeOffShortlist(db: Db, place: Place, actor: Actor): Promise<boolean> {
  return db.transaction(async (tx) => {
    const gone = await tx.delete(shortlistItems).where(isAt(place)).returning({ listingId: shortlistItems.listingId });
    if (gone.length === 0) return false;
    await recordItem(tx, 'item_removed', place, actor);
    await touch(tx, place.shortlistId);
    return true;
  });
}
