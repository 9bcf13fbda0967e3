// A published listing, with what is like it; the same answer for one that is unknown and one that is hidden.
import { need } from '#lib/api/guard.ts';
import { getListing } from '#lib/api/listings.ts';
import { getReference } from '#lib/api/reference.ts';
import { cardView } from '#lib/listings/card.ts';
import { detailView } from '#lib/listings/detail.ts';
import { jsonLd } from '#lib/listings/json-ld.ts';
import { similarTo } from '#lib/listings/similar.ts';
import { countView } from '#lib/listings/views.ts';
import { mayWrite } from '#lib/session/person.ts';
import { keepView } from '#lib/shortlists/keep.ts';
import { redirect } from '@sveltejs/kit';
import { getConfig } from '../../../../config.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, request, isDataRequest }) => {
  const [found, reference] = await Promise.all([getListing(locals.api, params.slug), getReference(locals.api)]);
  const listing = need(found, url.pathname);
  if (listing.state !== 'published') redirect(303, `/listings/${listing.id}/preview`);
  if (listing.slug !== null && listing.slug !== params.slug) redirect(301, `/listings/${listing.slug}`);
  // Within the site the page tells by itself that it was opened: its data may be fetched ahead of that.
  if (!isDataRequest) countView(locals.api, listing.id, request.headers);
  const [similar, keep] = await Promise.all([
    similarTo(locals.api, listing.id),
    keepView(locals.api, locals.membership, url.searchParams.get('kept')),
  ]);
  const webUrl = getConfig().WEB_PUBLIC_URL;
  const canonical = `${webUrl}/listings/${listing.slug ?? listing.id}`;
  const image = `${canonical}/og.png?v=${String(listing.version)}`;
  const mine =
    locals.person?.memberships.find(({ organisation }) => organisation.id === listing.organisation.id) ?? null;
  return {
    listing: detailView(listing, reference),
    similar: similar.map((card) => cardView(card)),
    keep,
    here: url.pathname,
    canonical,
    image,
    imageAlt: `${listing.title ?? ''}, by ${listing.organisation.name}`,
    jsonLd: jsonLd(listing, reference, { webUrl, canonical, image }),
    manage: mayWrite(mine) ? { id: listing.id, organisation: listing.organisation.slug } : null,
  };
};
