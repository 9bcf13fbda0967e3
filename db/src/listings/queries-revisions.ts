// Revisions in SQL: the open one of a listing, the contents that were public, and moving from one to the other.
import { isDeepStrictEqual } from 'node:util';
import { ListingContent, type Listing } from '@exchange/contracts';
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { differences, isMaterial } from './queries-write.ts';
import { listingRevisions } from './tables-revisions.ts';

export type RevisionRow = typeof listingRevisions.$inferSelect;
type Author = { id?: string; name: string };
const OPEN = ['draft', 'in_review'] as const;
const fields = Object.keys(ListingContent.shape) as (keyof ListingContent)[];

/** The writable parts of a listing, without its state and all that follows from it. */
export function contentOf(listing: Listing): ListingContent {
  return pick(listing, fields);
}

/** Some parts of a content; an empty text is kept as null, as it is in the listing itself. */
const pick = (source: object, names: readonly string[]): ListingContent =>
  Object.fromEntries(
    names.map((name) => {
      const value = (source as Record<string, unknown>)[name];
      return [name, value === undefined || value === '' ? null : value];
    }),
  );

export async function findOpenRevision(db: Db, listingId: string): Promise<RevisionRow | undefined> {
  const [row] = await db
    .select()
    .from(listingRevisions)
    .where(and(eq(listingRevisions.listingId, listingId), inArray(listingRevisions.state, [...OPEN])));
  return row;
}

export async function findRevision(db: Db, listingId: string, number: number): Promise<RevisionRow | undefined> {
  const [row] = await db
    .select()
    .from(listingRevisions)
    .where(and(eq(listingRevisions.listingId, listingId), eq(listingRevisions.number, number)));
  return row;
}

/** A listing's revisions, newest first; `before` is the number of the last one of the page before. */
export async function listRevisions(
  db: Db,
  listingId: string,
  page: { before?: number; limit: number },
): Promise<RevisionRow[]> {
  const rest = page.before === undefined ? undefined : lt(listingRevisions.number, page.before);
  return db
    .select()
    .from(listingRevisions)
    .where(and(eq(listingRevisions.listingId, listingId), rest))
    .orderBy(desc(listingRevisions.number))
    .limit(page.limit);
}

type NewRevision = Omit<typeof listingRevisions.$inferInsert, 'id' | 'number' | 'listingId' | 'createdByName'>;

/** The listing's row must be locked: its lock keeps two from taking one number. */
async function insertRevision(db: Db, listingId: string, author: Author, values: NewRevision): Promise<void> {
  const [row] = await db
    .select({ last: sql<number>`coalesce(max(${listingRevisions.number}), 0)` })
    .from(listingRevisions)
    .where(eq(listingRevisions.listingId, listingId));
  await db.insert(listingRevisions).values({
    ...values,
    listingId,
    number: (row?.last ?? 0) + 1,
    createdBy: author.id,
    createdByName: author.name,
  });
}

/** The listing as the open revision would have it. */
export const withChanges = <L extends Listing>(listing: L, revision: Pick<RevisionRow, 'changes'>): L => ({
  ...listing,
  ...revision.changes,
});

/**
 * Writes into the open revision of a locked listing, or begins one; what says the same as the page is left out of it, and a
 * revision in which nothing is left is gone.
 * @returns the parts whose words this changed
 */
export async function saveRevision(
  db: Db,
  listing: Listing,
  open: RevisionRow | undefined,
  author: Author,
  content: ListingContent,
): Promise<string[]> {
  const stands = open ? withChanges(listing, open) : listing;
  const moved = differences(stands, content);
  if (moved.length === 0) return [];
  const wanted: ListingContent = { ...open?.changes, ...pick(content, moved) };
  // A list that is emptied is empty; a text that is emptied is not said.
  const changed = differences(listing, wanted);
  const changes = JSON.parse(JSON.stringify(pick(wanted, changed))) as ListingContent;
  const values = { changes, changed, material: isMaterial(changed), updatedAt: new Date() };
  if (!open) await insertRevision(db, listing.id, author, { ...values, state: 'draft', baseVersion: listing.version });
  else if (changed.length === 0) await db.delete(listingRevisions).where(eq(listingRevisions.id, open.id));
  else await db.update(listingRevisions).set(values).where(eq(listingRevisions.id, open.id));
  return moved;
}

/** Moves an open revision on: to review, back to its writer, or to its end. */
export async function updateRevision(
  db: Db,
  id: string,
  change: Partial<
    Pick<
      RevisionRow,
      'state' | 'note' | 'submittedAt' | 'decidedAt' | 'reviewedByName' | 'before' | 'content' | 'changes' | 'changed'
    >
  >,
): Promise<void> {
  await db
    .update(listingRevisions)
    .set({ ...change, updatedAt: new Date() })
    .where(eq(listingRevisions.id, id));
}

/** What the last approved revision brought to the page; undefined for a listing that has none yet. */
async function findLastApproved(db: Db, listingId: string): Promise<RevisionRow | undefined> {
  const [row] = await db
    .select()
    .from(listingRevisions)
    .where(and(eq(listingRevisions.listingId, listingId), eq(listingRevisions.state, 'approved')))
    .orderBy(desc(listingRevisions.number))
    .limit(1);
  return row;
}

/**
 * Notes what a listing now says in public as an approved revision, so that one can go back to it. Does nothing when the last
 * approved one says the same.
 */
export async function recordPublicContent(db: Db, listing: Listing, author: Author, now: Date): Promise<void> {
  const last = await findLastApproved(db, listing.id);
  const content = contentOf(listing);
  const before = last?.content ?? {};
  const changed = fields.filter((field) => !isDeepStrictEqual(content[field] ?? null, before[field] ?? null));
  if (changed.length === 0) return;
  await insertRevision(db, listing.id, author, {
    state: 'approved',
    changes: pick(content, changed),
    before: pick(before, changed),
    content,
    changed,
    material: isMaterial(changed),
    baseVersion: listing.version,
    decidedAt: now,
  });
}

/** Ends an open revision together with its listing's life. */
export async function supersedeOpenRevision(db: Db, listingId: string, now: Date): Promise<void> {
  await db
    .update(listingRevisions)
    .set({ state: 'superseded', decidedAt: now, updatedAt: now })
    .where(and(eq(listingRevisions.listingId, listingId), inArray(listingRevisions.state, [...OPEN])));
}
