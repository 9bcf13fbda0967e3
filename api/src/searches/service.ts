// What people look for: for the exchange team, and as unmet demand for everybody.
import { LEAST_PEOPLE, type SearchReport, type UnmetDemand } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import * as searches from '@exchange/db/searches/queries';
import type { Context } from '../context.ts';
import { requireStaff } from '../organisations/service.ts';
import { dayBefore, londonDay } from './days.ts';
import { KEPT_DAYS } from './recorder.ts';

const MOST_SHOWN = 50;

/** @param days how many days up to today, 1–90 */
export async function getSearchReport({ db, now }: Context, viewer: Viewer, days: number): Promise<SearchReport> {
  requireStaff(viewer);
  const since = dayBefore(londonDay(now()), days - 1);
  const shown = { since, limit: MOST_SHOWN };
  const [counts, top, unmet, filters] = await Promise.all([
    searches.countSearches(db, since),
    searches.listSearchedWords(db, shown),
    searches.listSearchedWords(db, { ...shown, unmetOnly: true }),
    searches.listSearchedFilters(db, since),
  ]);
  return { since, ...counts, leastPeople: LEAST_PEOPLE, top, unmet, filters };
}

/** Of the last 90 days. */
export async function getUnmetDemand({ db, now }: Context): Promise<UnmetDemand> {
  const since = dayBefore(londonDay(now()), KEPT_DAYS - 1);
  const items = await searches.listSearchedWords(db, { since, limit: MOST_SHOWN, unmetOnly: true });
  return { since, leastPeople: LEAST_PEOPLE, items };
}
