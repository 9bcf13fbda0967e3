// Writing listings: one writer of content for the api, the import and the seed, and one of states.
import { isDeepStrictEqual } from 'node:util';
import { moneyOf, type Ask, type Listing, type ListingContent, type ListingState } from '@exchange/contracts';
import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { selectListings } from './select.ts';
import { listingSlugs } from './tables-sharing.ts';
import { listingAsks, listings } from './tables.ts';

/** The parts that matching looks at: a change to one of them is announced anew. */
const material = new Set<keyof ListingContent>([
  'asks',
  'serviceAreas',
  'stage',
  'innovationType',
  'beneficiaries',
  'national',
  'regions',
  'localAuthorities',
  'evidenceLevel',
]);

/** Whether one of the fields is among what matching looks at. */
export const isMaterial = (changed: readonly string[]): boolean =>
  changed.some((field) => material.has(field as keyof ListingContent));

/** The columns that content sets. An empty text and null both mean not said, and are kept as null. */
function toColumns(content: ListingContent): Partial<typeof listings.$inferInsert> {
  return Object.fromEntries(
    Object.entries(content)
      .filter(([field, value]: [string, unknown]) => field !== 'asks' && value !== undefined)
      .map(([field, value]) => [field, value === '' ? null : value]),
  );
}

async function replaceAsks(db: Db, listingId: string, asks: readonly Ask[]): Promise<void> {
  await db.delete(listingAsks).where(eq(listingAsks.listingId, listingId));
  if (asks.length === 0) return;
  await db.insert(listingAsks).values(
    asks.map((ask, position) => {
      const { min, max } = moneyOf(ask);
      return { listingId, kind: ask.kind, position, amountMin: min, amountMax: max, terms: ask };
    }),
  );
}

export interface NewListing {
  organisationId: string;
  createdBy?: string;
  /** The id it has in the catalogue it comes from. */
  sourceId?: string;
  isDemonstration?: boolean;
}

/** Makes a draft. @returns its id */
export async function insertListing(db: Db, owner: NewListing, content: ListingContent): Promise<string> {
  const [row] = await db
    .insert(listings)
    .values({ ...toColumns(content), ...owner })
    .returning({ id: listings.id });
  if (!row) throw new Error('the database gave no row for a new listing');
  if (content.asks) await replaceAsks(db, row.id, content.asks);
  return row.id;
}

export interface ContentChange {
  /** Names of the fields that differ from what stood before. */
  changed: (keyof ListingContent)[];
  /** Whether something changed that matching looks at. */
  isMaterial: boolean;
}

/** A value as it would be stored, without the undefined parts that JSON does not keep. */
const stored = (value: unknown): unknown =>
  value === '' || value === undefined ? null : JSON.parse(JSON.stringify(value));

/** The fields given in `content` that say something else than `before`. */
export function differences(before: Listing, content: ListingContent): (keyof ListingContent)[] {
  return (Object.keys(content) as (keyof ListingContent)[]).filter(
    (field) => content[field] !== undefined && !isDeepStrictEqual(stored(before[field]), stored(content[field])),
  );
}

/**
 * Writes the parts of `content` that are given and differ; what is not given stays. Moves the version on by one, and
 * the material revision when matching has to look again; touches nothing when nothing differs.
 */
export async function saveListingContent(db: Db, id: string, content: ListingContent): Promise<ContentChange> {
  const [before] = await selectListings(db, eq(listings.id, id));
  if (!before) throw new Error(`there is no listing ${id}`);
  const changed = differences(before, content);
  const isMaterialChange = isMaterial(changed);
  if (changed.length === 0) return { changed, isMaterial: isMaterialChange };
  const changes = Object.fromEntries(changed.map((field) => [field, content[field]])) as ListingContent;
  await db
    .update(listings)
    .set({
      ...toColumns(changes),
      version: sql`${listings.version} + 1`,
      ...(isMaterialChange ? { materialRevision: sql`${listings.materialRevision} + 1` } : {}),
      updatedAt: new Date(),
    })
    .where(eq(listings.id, id));
  if (changes.asks) await replaceAsks(db, id, changes.asks);
  return { changed, isMaterial: isMaterialChange };
}

export interface StateChange {
  state: ListingState;
  reviewNote?: string | null;
  needsReview?: boolean;
  submittedAt?: Date;
  publishedAt?: Date;
  publishAt?: Date | null;
}

/** Moves a listing to another state, and its version on by one. */
export async function updateListingState(db: Db, id: string, change: StateChange): Promise<void> {
  await db
    .update(listings)
    .set({ ...change, version: sql`${listings.version} + 1`, updatedAt: new Date() })
    .where(eq(listings.id, id));
}

/**
 * Gives a listing a free slug made from `base` (`base`, `base-2`, …). The unique key decides, not a look beforehand: two that are
 * published at once get two slugs. The slugs it had before stay its own.
 */
export async function assignListingSlug(db: Db, id: string, base: string): Promise<string> {
  let slug = base;
  while (!(await takeSlug(db, id, slug))) slug = await nextSlug(db, base);
  await db.update(listings).set({ slug }).where(eq(listings.id, id));
  return slug;
}

/** @returns whether the slug is this listing's now; one that it had before it may have again */
async function takeSlug(db: Db, listingId: string, slug: string): Promise<boolean> {
  const taken = await db
    .insert(listingSlugs)
    .values({ slug, listingId })
    .onConflictDoUpdate({ target: listingSlugs.slug, set: { slug }, setWhere: eq(listingSlugs.listingId, listingId) })
    .returning({ slug: listingSlugs.slug });
  return taken.length > 0;
}

async function nextSlug(db: Db, base: string): Promise<string> {
  const suffix = sql`substring(${listingSlugs.slug} from ${base.length + 2}::int)`;
  const [row] = await db
    .select({ last: sql<number>`coalesce(max((${suffix})::int), 1)` })
    .from(listingSlugs)
    .where(sql`starts_with(${listingSlugs.slug}, ${`${base}-`}) and ${suffix} ~ '^[0-9]{1,8}$'`);
  return `${base}-${String((row?.last ?? 1) + 1)}`;
}

/** Moves a listing's version on by one: something beside its content changed, such as its open revision. */
export async function touchListing(db: Db, id: string): Promise<void> {
  await db
    .update(listings)
    .set({ version: sql`${listings.version} + 1`, updatedAt: new Date() })
    .where(eq(listings.id, id));
}

/** Deletes a draft that was never public. @returns whether there was one */
export async function deleteListing(db: Db, id: string): Promise<boolean> {
  const gone = await db
    .delete(listings)
    .where(and(eq(listings.id, id), eq(listings.state, 'draft')))
    .returning({ id: listings.id });
  return gone.length > 0;
}

/**
 * Gives a listing to another organisation.
 * @param createdBy who is its writer from now on, and is mailed about it; left as it was unless told
 */
export async function moveListing(db: Db, id: string, organisationId: string, createdBy?: string): Promise<void> {
  await db
    .update(listings)
    .set({
      organisationId,
      ...(createdBy === undefined ? {} : { createdBy }),
      version: sql`${listings.version} + 1`,
      updatedAt: new Date(),
    })
    .where(eq(listings.id, id));
}
