// Up to four listings side by side, and a search for one more.
import { compareListings, searchListings } from '#lib/api/listings.ts';
import { need } from '#lib/api/guard.ts';
import { getReference } from '#lib/api/reference.ts';
import { comparedIds, compareHref, compareView, differencesInWords, MOST_COMPARED } from '#lib/listings/compare.ts';
import { toSearch } from '#lib/api/client.ts';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

const MOST_FOUND = 8;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { ids, left } = comparedIds(url);
  // The form of a search also chooses a shortlist: that is nothing to keep in an address that people pass on.
  if (url.searchParams.has('shortlist')) redirect(303, compareHref(ids));
  const find = url.searchParams.get('find')?.trim().slice(0, 500) ?? '';
  const [reference, compared, found] = await Promise.all([
    getReference(locals.api),
    ids.length === 0 ? null : compareListings(locals.api, ids),
    find === '' ? null : searchListings(locals.api, { q: find, limit: MOST_FOUND }),
  ]);
  const listings = compared === null ? [] : need(compared, url.pathname).items;
  const view = compareView(listings, reference);
  const names = view.listings.map(({ id }) => id);
  return {
    view,
    ids: names,
    find,
    room: MOST_COMPARED - names.length,
    left,
    gone: ids.length - listings.length,
    differences: listings.length < 2 ? null : differencesInWords(view),
    csvHref: `/compare/csv${toSearch({ id: names })}`,
    found:
      found === null
        ? null
        : need(found, url.pathname)
            .items.filter(({ slug }) => !names.includes(slug))
            .map(({ slug, title, organisation }) => ({
              title,
              organisation: organisation.name,
              href: compareHref([...names, slug]),
            })),
  };
};
