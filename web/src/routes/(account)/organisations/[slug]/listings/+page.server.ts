// An organisation's own listings, in every state, with what stands between each and being submitted.
import type { ListingState } from '@exchange/contracts';
import { need } from '#lib/api/guard.ts';
import { listOwnListings } from '#lib/api/listings.ts';
import { getOrganisation } from '#lib/api/organisations.ts';
import { ago } from '#lib/format/dates.ts';
import { listingStates } from '#lib/format/words.ts';
import { organisationTabs } from '#lib/organisations/tabs.ts';
import { mayWrite } from '#lib/session/person.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { PageServerLoad } from './$types';

const tones: Readonly<Record<ListingState, 'plain' | 'good' | 'warning' | 'stopped'>> = {
  draft: 'plain',
  in_review: 'plain',
  changes_requested: 'warning',
  published: 'good',
  paused: 'stopped',
  archived: 'stopped',
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const person = requirePerson({ locals, url });
  const [organisation, listings] = await Promise.all([
    getOrganisation(locals.api, params.slug),
    listOwnListings(locals.api, params.slug, url.searchParams.get('cursor') ?? undefined),
  ]);
  const { name, slug, id } = need(organisation, url.pathname);
  const { items, nextCursor } = need(listings, url.pathname);
  const mine = person.memberships.find((one) => one.organisation.id === id) ?? null;
  return {
    organisation: { name, slug },
    tabs: organisationTabs(slug, 'listings'),
    mayWrite: mayWrite(mine),
    nextHref: nextCursor && `?cursor=${encodeURIComponent(nextCursor)}`,
    listings: items.map((item) => ({
      id: item.id,
      title: item.title ?? 'No title yet',
      href:
        item.state === 'published' && item.slug !== null ? `/listings/${item.slug}` : `/listings/${item.id}/preview`,
      state: listingStates[item.state],
      tone: tones[item.state],
      unfinished: item.state === 'draft' || item.state === 'changes_requested',
      problems: item.problems,
      matches: item.matches,
      completeness: item.completeness,
      views: item.state === 'published' || item.state === 'paused' ? item.views : null,
      updated: ago(item.updatedAt),
    })),
  };
};
