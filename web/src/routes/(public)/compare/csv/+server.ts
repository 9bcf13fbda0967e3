// The comparison as a table to take away.
import { error } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { compareListings } from '#lib/api/listings.ts';
import { getReference } from '#lib/api/reference.ts';
import { csvReply } from '#lib/format/csv.ts';
import { comparedIds, compareTable, compareView } from '#lib/listings/compare.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const { ids } = comparedIds(url);
  if (ids.length === 0) error(404, 'There is nothing to compare: choose innovations first.');
  const [compared, reference] = await Promise.all([compareListings(locals.api, ids), getReference(locals.api)]);
  return csvReply(compareTable(compareView(need(compared, url.pathname).items, reference)), 'comparison');
};
