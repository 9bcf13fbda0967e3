// Listings in SQL: finding and walking them, and what their organisations and reviewers list.
import { completenessOf, ListingState, problemsBeforeSubmit, type OwnListing } from '@exchange/contracts';
import { and, asc, desc, eq, getTableColumns, gt, inArray, lt, or, sql, type SQL } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { matches } from '../matching/tables.ts';
import { listViews } from './queries-views.ts';
import { selectListings, type StoredListing } from './select.ts';
import { listingRevisions } from './tables-revisions.ts';
import { listings } from './tables.ts';

export type { StoredListing } from './select.ts';
export {
  assignListingSlug,
  deleteListing,
  insertListing,
  moveListing,
  saveListingContent,
  touchListing,
  updateListingState,
  type ContentChange,
  type NewListing,
  type StateChange,
} from './queries-write.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** By its id, or by any slug that it has or had. */
const isCalled = (idOrSlug: string): SQL =>
  UUID.test(idOrSlug)
    ? eq(listings.id, idOrSlug)
    : sql`${listings.id} = (select s.listing_id from listing_slugs s where s.slug = ${idOrSlug})`;

/** A listing by id or slug, the earlier slugs too, in whatever state: whether it may be shown is for the caller to ask. */
export async function findListing(db: Db, idOrSlug: string): Promise<StoredListing | undefined> {
  const [listing] = await selectListings(db, isCalled(idOrSlug));
  return listing;
}

/** Listings by id, in the order of `ids`; unknown ids are left out. */
export async function listListingsById(db: Db, ids: readonly string[]): Promise<StoredListing[]> {
  if (ids.length === 0) return [];
  const found = await selectListings(db, inArray(listings.id, [...ids]));
  const byId = new Map(found.map((listing) => [listing.id, listing]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * Walks all published listings in the order of their ids.
 * @param options.after the last id of the page before; undefined to begin
 * @param options.limit 1–1,000
 */
export async function listPublishedListings(
  db: Db,
  options: { after?: string; limit: number },
): Promise<StoredListing[]> {
  const rest = options.after === undefined ? undefined : gt(listings.id, options.after);
  return selectListings(db, and(eq(listings.state, 'published'), rest), {
    orderBy: [asc(listings.id)],
    limit: options.limit,
  });
}

/** What a change of state needs to know, the row being locked until the transaction ends. */
export interface ListingControl {
  id: string;
  organisationId: string;
  /** The organisations that write it too. */
  partnerIds: string[];
  state: ListingState;
  slug: string | null;
  title: string | null;
  version: number;
  materialRevision: number;
  /** When its writer wants it public, once it is approved. */
  publishAt: Date | null;
  /** Its content changed since it was last approved. */
  needsReview: boolean;
  createdBy: string | null;
  publishedAt: Date | null;
  isTrusted: boolean;
}

/**
 * Locks a listing for the rest of the transaction. Its organisation is asked in a query of its own, not joined: who waits for the lock
 * while the listing is handed on would find no row, since the old organisation no longer fits the new row.
 */
export async function lockListing(db: Db, id: string): Promise<ListingControl | undefined> {
  if (!UUID.test(id)) return undefined;
  const columns = getTableColumns(listings);
  const [row] = await db
    .select({
      id: columns.id,
      organisationId: columns.organisationId,
      partnerIds: sql<string[]>`array(select p.organisation_id::text from listing_partners p
        where p.listing_id = listings.id and p.accepted_at is not null)`,
      state: columns.state,
      slug: columns.slug,
      title: columns.title,
      version: columns.version,
      materialRevision: columns.materialRevision,
      publishAt: columns.publishAt,
      needsReview: columns.needsReview,
      createdBy: columns.createdBy,
      publishedAt: columns.publishedAt,
      isTrusted: sql<boolean>`(select o.is_trusted from organisations o where o.id = listings.organisation_id)`,
    })
    .from(listings)
    .where(eq(listings.id, id))
    .for('update');
  return row;
}

/** The id of the listing that an import made of this source, if there is one. */
export async function findListingIdBySource(db: Db, sourceId: string): Promise<string | undefined> {
  const [row] = await db.select({ id: listings.id }).from(listings).where(eq(listings.sourceId, sourceId));
  return row?.id;
}

/** An organisation's own listings, the one changed last first; of one state where told. */
export async function listOwnListings(
  db: Db,
  organisationId: string,
  page: { limit: number; after?: { updatedAt: Date; id: string }; state?: ListingState; now: Date },
): Promise<OwnListing[]> {
  const { after, state } = page;
  const rest =
    after &&
    or(
      lt(listings.updatedAt, after.updatedAt),
      and(eq(listings.updatedAt, after.updatedAt), lt(listings.id, after.id)),
    );
  const ofState = state === undefined ? undefined : eq(listings.state, state);
  const rows = await selectListings(db, and(eq(listings.organisationId, organisationId), ofState, rest), {
    orderBy: [desc(listings.updatedAt), desc(listings.id)],
    limit: page.limit,
  });
  const ids = rows.map(({ id }) => id);
  const [counts, views, open] = [
    await countMatches(db, ids),
    await listViews(db, ids, page.now),
    await listOpenRevisions(db, ids),
  ];
  return rows.map((listing) => {
    const revision = open.get(listing.id);
    const since = listing.state === 'in_review' ? listing.submittedAt : (revision?.submittedAt ?? null);
    return {
      id: listing.id,
      slug: listing.slug,
      title: listing.title,
      state: listing.state,
      problems: problemsBeforeSubmit(listing).length,
      completeness: completenessOf(listing),
      views: views.get(listing.id) ?? 0,
      matches: counts.get(listing.id) ?? 0,
      pending: revision?.state ?? null,
      inReviewSince: since,
      updatedAt: listing.updatedAt,
      publishedAt: listing.publishedAt,
    };
  });
}

/** How many listings an organisation has in each state. */
export async function countOwnListings(db: Db, organisationId: string): Promise<Record<ListingState, number>> {
  const rows = await db
    .select({ state: listings.state, count: sql<number>`count(*)::int` })
    .from(listings)
    .where(eq(listings.organisationId, organisationId))
    .groupBy(listings.state);
  const found = new Map(rows.map(({ state, count }) => [state, count]));
  const counts = ListingState.options.map((state) => [state, found.get(state) ?? 0] as const);
  return Object.fromEntries(counts) as Record<ListingState, number>;
}

/** The changes that wait beside pages, by listing. */
async function listOpenRevisions(
  db: Db,
  ids: string[],
): Promise<Map<string, { state: 'draft' | 'in_review'; submittedAt: string | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: listingRevisions.listingId, state: listingRevisions.state, at: listingRevisions.submittedAt })
    .from(listingRevisions)
    .where(and(inArray(listingRevisions.listingId, ids), inArray(listingRevisions.state, ['draft', 'in_review'])));
  return new Map(
    rows.map(({ id, state, at }) => {
      const isInReview = state === 'in_review';
      return [
        id,
        { state: isInReview ? 'in_review' : 'draft', submittedAt: isInReview ? (at?.toISOString() ?? null) : null },
      ];
    }),
  );
}

async function countMatches(db: Db, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: matches.listingId, count: sql<number>`count(*)::int` })
    .from(matches)
    .where(and(inArray(matches.listingId, ids), sql`${matches.endedAt} is null`))
    .groupBy(matches.listingId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
