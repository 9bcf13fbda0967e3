// An organisation's published listings, and how many interests of others each fits.
import { need } from '#lib/api/guard.ts';
import { listOwnListings } from '#lib/api/listings.ts';
import { ago } from '#lib/format/dates.ts';
import { matchSides } from '#lib/matching/sides.ts';
import { requireMembership } from '#lib/session/require.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { organisation } = requireMembership({ locals, url });
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const found = await listOwnListings(locals.api, organisation.slug, cursor);
  const { items, nextCursor } = need(found, url.pathname);
  return {
    organisation: organisation.name,
    sides: matchSides('/matches/fits'),
    nextHref: nextCursor && `?cursor=${encodeURIComponent(nextCursor)}`,
    unpublished: items.some(({ state }) => state !== 'published'),
    listings: items
      .filter(({ state }) => state === 'published')
      .map(({ id, title, matches, publishedAt }) => ({
        id,
        title: title ?? '',
        matches,
        published: publishedAt === null ? '' : ago(publishedAt),
      })),
  };
};
