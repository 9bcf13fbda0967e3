// What people look for and do not find: public, without anybody in it.
import { need } from '#lib/api/guard.ts';
import { getUnmetDemand } from '#lib/api/searches.ts';
import { day } from '#lib/format/dates.ts';
import { searchedViews } from '#lib/searches/view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { items, since, leastPeople } = need(await getUnmetDemand(locals.api), url.pathname);
  return { since: day(`${since}T12:00:00Z`), leastPeople, items: searchedViews(items) };
};
