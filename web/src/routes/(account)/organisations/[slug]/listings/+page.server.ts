// An organisation's own listings, in every state, with what stands between each and being submitted.
import { dayAfterWorkingDays, REVIEW_TARGET, type ListingState, type OwnListing } from '@exchange/contracts';
import { need } from '#lib/api/guard.ts';
import { listOwnListings } from '#lib/api/listings.ts';
import { getOrganisation } from '#lib/api/organisations.ts';
import { ago, day } from '#lib/format/dates.ts';
import { listingStates } from '#lib/format/words.ts';
import { organisationTabs } from '#lib/organisations/tabs.ts';
import { mayManage, mayWrite } from '#lib/session/person.ts';
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

/** By when the review team means to answer, or that it is late. */
function reviewOf({ inReviewSince }: OwnListing): string | null {
  if (inReviewSince === null) return null;
  const by = dayAfterWorkingDays(new Date(inReviewSince), REVIEW_TARGET);
  // The whole day counts.
  const isLate = by < new Date().toISOString().slice(0, 10);
  return isLate
    ? `an answer was due by ${day(`${by}T12:00:00Z`)}; we are sorry`
    : `an answer by ${day(`${by}T12:00:00Z`)}`;
}

/** One tab for all, and one for each state that there is something in. */
function tabsOf(counts: Readonly<Partial<Record<ListingState, number>>>, chosen: string | null) {
  const states = Object.keys(listingStates) as ListingState[];
  const total = states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const shown = states.filter((state) => counts[state] || state === chosen);
  return [
    { label: `All (${total})`, href: '?', current: chosen === null },
    ...shown.map((state) => ({
      label: `${listingStates[state]} (${counts[state] ?? 0})`,
      href: `?state=${state}`,
      current: state === chosen,
    })),
  ];
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const person = requirePerson({ locals, url });
  const asked = url.searchParams.get('state');
  const state = asked !== null && asked in listingStates ? asked : null;
  const [organisation, listings] = await Promise.all([
    getOrganisation(locals.api, params.slug),
    listOwnListings(locals.api, params.slug, url.searchParams.get('cursor') ?? undefined, state ?? undefined),
  ]);
  const { name, slug, id } = need(organisation, url.pathname);
  const { items, nextCursor, counts } = need(listings, url.pathname);
  const mine = person.memberships.find((one) => one.organisation.id === id) ?? null;
  return {
    organisation: { name, slug },
    tabs: organisationTabs(slug, 'listings', mayManage(person, id)),
    mayWrite: mayWrite(mine),
    states: tabsOf(counts, state),
    state: state === null ? null : listingStates[state as ListingState],
    nextHref: nextCursor && `?${new URLSearchParams({ ...(state ? { state } : {}), cursor: nextCursor }).toString()}`,
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
      review: reviewOf(item),
      pending: item.pending === 'draft' ? 'changes not submitted yet' : item.pending && 'changes being reviewed',
      completeness: item.completeness,
      views: item.state === 'published' || item.state === 'paused' ? item.views : null,
      updated: ago(item.updatedAt),
    })),
  };
};
