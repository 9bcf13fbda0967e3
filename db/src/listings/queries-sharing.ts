// Listings between organisations in SQL: co-editors from elsewhere, and handing a listing on.
import type { Partnership, Transfer } from '@exchange/contracts';
import { and, desc, eq, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from '../index.ts';
import { organisations } from '../organisations/tables.ts';
import { listingPartners, listingTransfers } from './tables-sharing.ts';
import { listings } from './tables.ts';

const one = alias(organisations, 'one');
const other = alias(organisations, 'other');
const party = (table: typeof one | typeof other) => ({ id: table.id, slug: table.slug, name: table.name });
const sharedListing = {
  id: listings.id,
  slug: listings.slug,
  title: listings.title,
  summary: listings.summary,
  isPublished: sql<boolean>`${listings.state} = 'published'`,
};

/** A page: at most `limit`, those after the id of the last one shown. */
interface Page {
  limit: number;
  after?: string | undefined;
}

async function selectPartnerships(db: Db, condition: SQL | undefined, page?: Page): Promise<Partnership[]> {
  const query = db
    .select({
      listing: sharedListing,
      organisation: party(one),
      partner: { ...party(other), verified: sql<boolean>`${other.verifiedAt} is not null` },
      invitedBy: listingPartners.invitedByName,
      createdAt: listingPartners.createdAt,
      acceptedAt: listingPartners.acceptedAt,
    })
    .from(listingPartners)
    .innerJoin(listings, eq(listings.id, listingPartners.listingId))
    .innerJoin(one, eq(one.id, listings.organisationId))
    .innerJoin(other, eq(other.id, listingPartners.organisationId))
    .where(condition)
    .$dynamic();
  const rows = await (page
    ? query.orderBy(desc(listings.id)).limit(page.limit)
    : query.orderBy(listingPartners.createdAt, other.id));
  return rows.map((row) => ({
    ...row,
    state: row.acceptedAt === null ? 'invited' : 'accepted',
    createdAt: row.createdAt.toISOString(),
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
  }));
}

/** Who writes a listing too, or is asked to, in the order in which they were asked. */
export const listPartnersOf = (db: Db, listingId: string) =>
  selectPartnerships(db, eq(listingPartners.listingId, listingId));

/** What an organisation writes together with others, or is asked to: the newest listing first, a page by the listing's id. */
export const listPartnershipsOf = (db: Db, organisationId: string, page: Page) =>
  selectPartnerships(
    db,
    and(
      eq(listingPartners.organisationId, organisationId),
      page.after === undefined ? undefined : lt(listingPartners.listingId, page.after),
    ),
    page,
  );

const isPartner = (listingId: string, organisationId: string) =>
  and(eq(listingPartners.listingId, listingId), eq(listingPartners.organisationId, organisationId));

export async function findPartnership(
  db: Db,
  listingId: string,
  organisationId: string,
): Promise<Partnership | undefined> {
  const [found] = await selectPartnerships(db, isPartner(listingId, organisationId));
  return found;
}

/** @returns whether it was asked just now; false when it was asked before, or writes it already */
export async function insertPartner(
  db: Db,
  values: { listingId: string; organisationId: string; invitedByName: string },
): Promise<boolean> {
  const added = await db
    .insert(listingPartners)
    .values(values)
    .onConflictDoNothing()
    .returning({ listingId: listingPartners.listingId });
  return added.length > 0;
}

export async function acceptPartner(db: Db, listingId: string, organisationId: string, now: Date): Promise<void> {
  await db
    .update(listingPartners)
    .set({ acceptedAt: now })
    .where(and(isPartner(listingId, organisationId), isNull(listingPartners.acceptedAt)));
}

/** @returns whether there was one */
export async function deletePartner(db: Db, listingId: string, organisationId: string): Promise<boolean> {
  const gone = await db
    .delete(listingPartners)
    .where(isPartner(listingId, organisationId))
    .returning({ listingId: listingPartners.listingId });
  return gone.length > 0;
}

async function selectTransfers(db: Db, condition: SQL | undefined, limit = 1): Promise<Transfer[]> {
  const rows = await db
    .select({
      id: listingTransfers.id,
      listing: sharedListing,
      from: party(one),
      to: party(other),
      state: listingTransfers.state,
      note: listingTransfers.note,
      requestedBy: listingTransfers.requestedByName,
      decidedBy: listingTransfers.decidedByName,
      expiresAt: listingTransfers.expiresAt,
      decidedAt: listingTransfers.decidedAt,
      createdAt: listingTransfers.createdAt,
    })
    .from(listingTransfers)
    .innerJoin(listings, eq(listings.id, listingTransfers.listingId))
    .innerJoin(one, eq(one.id, listingTransfers.fromOrganisationId))
    .innerJoin(other, eq(other.id, listingTransfers.toOrganisationId))
    .where(condition)
    .orderBy(desc(listingTransfers.id))
    .limit(limit);
  return rows.map((row) => ({
    ...row,
    expiresAt: row.expiresAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
}

/**
 * What an organisation asked and is asked that waits for an answer, the newest first; those too old for one are left out.
 * @param page.listingId of this listing only
 */
export async function listPendingTransfers(
  db: Db,
  organisationId: string,
  now: Date,
  page: Page & { listingId?: string | undefined },
): Promise<Transfer[]> {
  return selectTransfers(
    db,
    and(
      eq(listingTransfers.state, 'pending'),
      sql`${listingTransfers.expiresAt} > ${now.toISOString()}::timestamptz`,
      or(
        eq(listingTransfers.fromOrganisationId, organisationId),
        eq(listingTransfers.toOrganisationId, organisationId),
      ),
      page.after === undefined ? undefined : lt(listingTransfers.id, page.after),
      page.listingId === undefined ? undefined : eq(listingTransfers.listingId, page.listingId),
    ),
    page.limit,
  );
}

export async function findTransfer(db: Db, id: string): Promise<Transfer | undefined> {
  const [found] = await selectTransfers(db, eq(listingTransfers.id, id));
  return found;
}

/** The question about a listing that waits for an answer, whether or not it is too old for one. */
export async function findPendingTransfer(db: Db, listingId: string): Promise<Transfer | undefined> {
  const [found] = await selectTransfers(
    db,
    and(eq(listingTransfers.listingId, listingId), eq(listingTransfers.state, 'pending')),
  );
  return found;
}

/** The listing's row must be locked: its lock keeps two from asking at once. @returns its id */
export async function insertTransfer(db: Db, values: typeof listingTransfers.$inferInsert): Promise<string> {
  const [row] = await db.insert(listingTransfers).values(values).returning({ id: listingTransfers.id });
  if (!row) throw new Error('the database gave no row for a new transfer');
  return row.id;
}

export async function endTransfer(
  db: Db,
  id: string,
  end: { state: Exclude<Transfer['state'], 'pending'>; decidedByName?: string; decidedAt: Date },
): Promise<void> {
  await db
    .update(listingTransfers)
    .set(end)
    .where(and(eq(listingTransfers.id, id), eq(listingTransfers.state, 'pending')));
}
