// A listing as others would see it, for its members and the exchange team.
import { getReference } from '#lib/api/reference.ts';
import { detailView } from '#lib/listings/detail.ts';
import { ownListing } from '#lib/listings/manage.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  requirePerson({ locals, url });
  const [listing, reference] = await Promise.all([
    ownListing(locals.api, params.id, url.pathname),
    getReference(locals.api),
  ]);
  return {
    id: listing.id,
    isPublic: listing.state === 'published',
    isPending: Boolean(listing.pendingRevision),
    listing: detailView(listing, reference),
  };
};
