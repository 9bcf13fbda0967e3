// What a fact reaches beyond the row it speaks of.
import { and, asc, eq, gt } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { listings } from '../listings/tables.ts';

/**
 * The ids of an organisation's published listings, in order.
 * @param page.after the last id of the page before; undefined to begin
 * @param page.limit 1–1,000
 */
export async function listPublishedListingIds(
  db: Db,
  organisationId: string,
  page: { after?: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await db
    .select({ id: listings.id })
    .from(listings)
    .where(
      and(
        eq(listings.organisationId, organisationId),
        eq(listings.state, 'published'),
        page.after === undefined ? undefined : gt(listings.id, page.after),
      ),
    )
    .orderBy(asc(listings.id))
    .limit(page.limit);
  return rows.map((row) => row.id);
}
