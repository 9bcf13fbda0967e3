// Who a listing fits, and what would widen the circle: told to its own side only.
import { LEAST_ORGANISATIONS, toCard, toWidening, type Audience } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { findListing } from '@exchange/db/listings/queries';
import { listAdmirers } from '@exchange/db/matching/audience';
import { refreshFacts } from '@exchange/db/matching/facts';
import { findLabels } from '@exchange/db/matching/labels';
import { listWidening } from '@exchange/db/matching/widening';
import { canReadWithin } from '../accounts/policy.ts';
import type { Context } from '../context.ts';
import { conflict, notFound } from '../errors.ts';

/** Hidden and unknown answer alike; a listing that is not published yet fits nobody, and its members are told so. */
export async function getAudience({ db }: Context, viewer: Viewer, slugOrId: string): Promise<Audience> {
  const listing = await findListing(db, slugOrId);
  if (!listing || !canReadWithin(viewer, listing.organisation.id)) throw notFound('This listing');
  if (listing.state !== 'published')
    throw conflict('NOT_PUBLISHED', 'Who a listing fits is told while it is published.');
  await refreshFacts(db, listing.id);
  const [admirers, widening] = await Promise.all([listAdmirers(db, listing.id), listWidening(db, listing.id)]);
  const areas = widening.filter(({ code }) => code === 'other_service_area').map(({ key }) => key);
  const labels = await findLabels(db, [{ code: 'service_area_fits', serviceAreas: areas }]);
  return {
    listing: toCard(listing),
    ...admirers,
    widening: widening.map((stored) => toWidening(stored, labels, listing)),
    leastOrganisations: LEAST_ORGANISATIONS,
  };
}
