// What people look for, for the exchange team.
import { need } from '#lib/api/guard.ts';
import { getReference } from '#lib/api/reference.ts';
import { getSearchReport } from '#lib/api/searches.ts';
import { day } from '#lib/format/dates.ts';
import { filterUses, searchedViews } from '#lib/searches/view.ts';
import type { PageServerLoad } from './$types';

const spans = [7, 30, 90];

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = Number(url.searchParams.get('days'));
  const days = spans.includes(asked) ? asked : 30;
  const [found, reference] = await Promise.all([getSearchReport(locals.api, days), getReference(locals.api)]);
  const report = need(found, url.pathname);
  return {
    spans: spans.map((span) => ({ label: `${span} days`, href: `?days=${span}`, current: span === days })),
    since: day(`${report.since}T12:00:00Z`),
    searches: report.searches,
    withoutResult: report.withoutResult,
    leastPeople: report.leastPeople,
    top: searchedViews(report.top),
    unmet: searchedViews(report.unmet),
    filters: filterUses(report.filters, reference),
  };
};
