// How often pages of listings were opened: a count a day, with nothing of who opened them.
import { and, gt, inArray, sql } from 'drizzle-orm';
import type { Db } from '../index.ts';
import { listingViews } from './tables.ts';

/** So many days are told to those who list. */
export const VIEW_DAYS = 30;
const londonDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Counts one opening of a page, on the day a London calendar shows at `now`. */
export async function countView(db: Db, listingId: string, now: Date): Promise<void> {
  await db
    .insert(listingViews)
    .values({ listingId, day: londonDay.format(now), count: 1 })
    .onConflictDoUpdate({
      target: [listingViews.listingId, listingViews.day],
      set: { count: sql`${listingViews.count} + 1` },
    });
}

/** How often each was opened in the VIEW_DAYS days up to `now`, in one query; those never opened are left out. */
export async function listViews(db: Db, ids: readonly string[], now: Date): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const since = londonDay.format(new Date(now.getTime() - VIEW_DAYS * 86_400_000));
  const rows = await db
    .select({ id: listingViews.listingId, count: sql<number>`sum(${listingViews.count})::int` })
    .from(listingViews)
    .where(and(inArray(listingViews.listingId, [...ids]), gt(listingViews.day, since)))
    .groupBy(listingViews.listingId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
