// An organisation's public profile, with what it has published.
import { need } from '#lib/api/guard.ts';
import { searchListings } from '#lib/api/listings.ts';
import { getOrganisation } from '#lib/api/organisations.ts';
import { getReference } from '#lib/api/reference.ts';
import { cardView } from '#lib/listings/card.ts';
import { profileView } from '#lib/organisations/profile.ts';
import { mayManage } from '#lib/session/person.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const [found, reference, listings] = await Promise.all([
    getOrganisation(locals.api, params.slug),
    getReference(locals.api),
    searchListings(locals.api, { organisation: params.slug, sort: 'newest', limit: 12 }),
  ]);
  const organisation = need(found, url.pathname);
  const { items, total } = need(listings, url.pathname);
  return {
    organisation: profileView(organisation, reference),
    listings: items.map((item) => cardView(item)),
    total,
    mine: locals.person?.memberships.some((one) => one.organisation.id === organisation.id) ?? false,
    manages: locals.person !== null && mayManage(locals.person, organisation.id),
  };
};
