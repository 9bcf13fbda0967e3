// How a listing is read: its row, asks, organisation and identifiers in one query, in the shape of the contract.
import type { Listing, Region } from '@exchange/contracts';
import { eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import { fileJson } from '../files/select.ts';
import type { Db } from '../index.ts';
import { organisations } from '../organisations/tables.ts';
import { listings } from './tables.ts';

/** A listing, and beside it the regions in which its local authorities lie (for the search document). */
export type StoredListing = Listing & { regionsOfLocalAuthorities: Region[] };

const { organisationId, createdBy, materialRevision, needsReview, ...columns } = getTableColumns(listings);
export const controlColumns = { organisationId, createdBy, materialRevision, needsReview };

const asks = sql<Listing['asks']>`(
  select coalesce(json_agg(a.terms order by a.position), '[]') from listing_asks a where a.listing_id = ${listings.id})`;

const organisation = sql<Listing['organisation']>`json_build_object(
  'id', ${organisations.id}, 'slug', ${organisations.slug}, 'name', ${organisations.name},
  'roles', to_json(${organisations.roles}), 'verified', ${organisations.verifiedAt} is not null,
  'identifiers', (select coalesce(json_agg(json_build_object('scheme', i.scheme, 'id', i.identifier) order by i.scheme, i.identifier), '[]')
    from organisation_identifiers i where i.organisation_id = ${organisations.id}))`;

/** The files that a listing names. Most name none, and cost nothing. */
const files = sql<
  Listing['files']
>`case when ${listings.pictures} = '[]' and ${listings.documents} = '[]' then '[]'::json else (
  select coalesce(json_agg(${fileJson} order by f.id), '[]') from stored_files f
  where f.listing_id = ${listings.id} and f.id in (
    select (named ->> 'fileId')::uuid from jsonb_array_elements(${listings.pictures} || ${listings.documents}) named)) end`;

const regionsOfLocalAuthorities = sql<Region[]>`array(
  select distinct l.region from local_authorities l where l.code = any(${listings.localAuthorities}) order by l.region)`;

/** Those who write it too; invited ones are none yet. */
const partners = sql<Listing['partners']>`(
  select coalesce(json_agg(json_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'verified', o.verified_at is not null)
    order by p.accepted_at, o.id), '[]')
  from listing_partners p join organisations o on o.id = p.organisation_id
  where p.listing_id = ${listings.id} and p.accepted_at is not null)`;

/** Listings that meet a condition, whole; one query, however many. */
export async function selectListings(
  db: Db,
  condition: SQL | undefined,
  page: { orderBy?: SQL[]; limit?: number } = {},
): Promise<StoredListing[]> {
  const query = db
    .select({ ...columns, asks, organisation, partners, files, regionsOfLocalAuthorities })
    .from(listings)
    .innerJoin(organisations, eq(organisations.id, listings.organisationId))
    .where(condition)
    .orderBy(...(page.orderBy ?? []))
    .$dynamic();
  const rows = await (page.limit === undefined ? query : query.limit(page.limit));
  return rows.map((row) => ({
    ...row,
    evidenceReviewedAt: row.evidenceReviewedAt?.toISOString() ?? null,
    publishAt: row.publishAt?.toISOString() ?? null,
    submittedAt: row.submittedAt?.toISOString() ?? null,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}
