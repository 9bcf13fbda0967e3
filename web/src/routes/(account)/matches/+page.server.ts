// Matches of the organisation one acts for: of its interests, or of its listings.
import { MatchState } from '@exchange/contracts';
import { need } from '#lib/api/guard.ts';
import { listMatches } from '#lib/api/matching.ts';
import { matchStates } from '#lib/format/words.ts';
import { dismissOptions, markByForm, matchView } from '#lib/matching/view.ts';
import { mayWrite } from '#lib/session/person.ts';
import { requireMembership } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

/** The same page with one parameter changed, from its beginning. */
function withParam(url: URL, name: string, value: string): string {
  const params = new URLSearchParams(url.searchParams);
  params.delete('cursor');
  if (value === '') params.delete(name);
  else params.set(name, value);
  const text = params.toString();
  return text === '' ? '/matches' : `/matches?${text}`;
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const membership = requireMembership({ locals, url });
  const get = (name: string) => url.searchParams.get(name) || undefined;
  const side = get('side') === 'listing' ? 'listing' : 'interest';
  const state = MatchState.safeParse(get('state')).data;
  const found = await listMatches(locals.api, {
    organisation: membership.organisation.slug,
    side,
    state,
    interest: get('interest'),
    listing: get('listing'),
    cursor: get('cursor'),
  });
  const { items, nextCursor } = need(found, url.pathname);
  return {
    organisation: membership.organisation.name,
    side,
    here: url.pathname + url.search,
    narrowed: get('interest') !== undefined || get('listing') !== undefined,
    mayMark: side === 'interest' && mayWrite(membership),
    sides: [
      { label: 'For our interests', href: '/matches', current: side === 'interest' },
      { label: 'For our listings', href: '/matches?side=listing', current: side === 'listing' },
    ],
    states: [['', 'All'] as const, ...Object.entries(matchStates)].map(([value, label]) => ({
      label,
      href: withParam(url, 'state', value),
      current: (state ?? '') === value,
    })),
    nextHref: nextCursor && withParam(url, 'cursor', nextCursor),
    matches: items.map((match) => matchView(match)),
    dismissOptions,
  };
};

export const actions: Actions = { mark: ({ locals, request }) => markByForm(locals.api, request) };
