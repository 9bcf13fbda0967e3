// The addresses of what is public, for search engines: published listings first, then organisations, each in the order of its ids.
import { and, asc, count, eq, gt, isNotNull } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { organisations } from '../organisations/tables.ts';
import { listings } from './tables.ts';

export interface PublicAddress {
  kind: 'listings' | 'organisations';
  id: string;
  slug: string;
  updatedAt: Date;
}

const isPublic = and(eq(listings.state, 'published'), isNotNull(listings.slug));

/** How many there are of each. */
export async function countPublicAddresses(db: Db): Promise<{ listings: number; organisations: number }> {
  const [[published], [all]] = await Promise.all([
    db.select({ total: count() }).from(listings).where(isPublic),
    db.select({ total: count() }).from(organisations),
  ]);
  return { listings: published?.total ?? 0, organisations: all?.total ?? 0 };
}

interface Portion {
  limit: number;
  /** Those after this id; from the first unless given. */
  after?: string | undefined;
  /** How many to pass over, where there is no id to begin after. */
  offset?: number;
}

/** At most `limit` addresses of one kind. */
export async function listPublicAddresses(
  db: Db,
  kind: PublicAddress['kind'],
  { limit, after, offset = 0 }: Portion,
): Promise<PublicAddress[]> {
  const table = kind === 'listings' ? listings : organisations;
  const rows = await db
    .select({ id: table.id, slug: table.slug, updatedAt: table.updatedAt })
    .from(table)
    .where(and(kind === 'listings' ? isPublic : undefined, after === undefined ? undefined : gt(table.id, after)))
    .orderBy(asc(table.id))
    .limit(limit)
    .offset(offset);
  return rows.map(({ id, slug, updatedAt }) => ({ kind, id, slug: slug ?? id, updatedAt }));
}
