// Which interests of others an organisation's listings fit.
import { need } from '#lib/api/guard.ts';
import { listMatches } from '#lib/api/matching.ts';
import { matchSides } from '#lib/matching/sides.ts';
import { matchView } from '#lib/matching/view.ts';
import { requireMembership } from '#lib/session/require.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { organisation } = requireMembership({ locals, url });
  const [cursor, listing] = ['cursor', 'listing'].map((name) => url.searchParams.get(name) || undefined);
  const found = await listMatches(locals.api, { organisation: organisation.slug, side: 'listing', listing, cursor });
  const { items, nextCursor } = need(found, url.pathname);
  return {
    organisation: organisation.name,
    sides: matchSides('/matches/fits'),
    nextHref:
      nextCursor && `?${new URLSearchParams({ ...(listing ? { listing } : {}), cursor: nextCursor }).toString()}`,
    narrowed: listing !== undefined,
    matches: items.map((match) => matchView(match)),
  };
};
