// A listing as others would see it, as a result of a search and as a page, for its members and the exchange team.
import { toCard, type Listing } from '@exchange/contracts';
import { getReference } from '#lib/api/reference.ts';
import { cardView } from '#lib/listings/card.ts';
import { detailView } from '#lib/listings/detail.ts';
import { ownListing } from '#lib/listings/manage.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { PageServerLoad } from './$types';

/** The card of a listing that may lack what a published one has. */
function previewCard(listing: Listing) {
  const { id, slug, title, publishedAt } = listing;
  const now = new Date().toISOString();
  return cardView(
    toCard({ ...listing, slug: slug ?? id, title: title ?? 'No title yet', publishedAt: publishedAt ?? now }),
  );
}

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
    card: previewCard(listing),
    listing: detailView(listing, reference),
  };
};
