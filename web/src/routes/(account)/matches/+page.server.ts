// What fits the interests of the organisation one acts for: each listing once, with every interest that found it.
import { AskKind, askKinds, MatchState, type MatchCounts } from '@exchange/contracts';
import { redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { listInterests } from '#lib/api/interests.ts';
import { listMatchedListings } from '#lib/api/matching.ts';
import { count } from '#lib/format/money.ts';
import { matchStates } from '#lib/format/words.ts';
import { dismissOptions, doneMessage, markByForm } from '#lib/matching/mark.ts';
import { matchSides } from '#lib/matching/sides.ts';
import { matchedListingView } from '#lib/matching/view.ts';
import { mayWrite } from '#lib/session/person.ts';
import { requireMembership } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

/** The least scores one may ask for. */
const scores = ['50', '65', '80'];

/** The same page with one parameter changed: from its beginning, but to tick all of it. */
function withParam(url: URL, name: string, value: string): string {
  const params = new URLSearchParams(url.searchParams);
  for (const other of name === 'tick' ? ['done'] : ['cursor', 'done', 'tick']) params.delete(other);
  if (value === '') params.delete(name);
  else params.set(name, value);
  const text = params.toString();
  return text === '' ? '/matches' : `/matches?${text}`;
}

/** What the address asks for; what it does not know it leaves out. */
function filterOf(url: URL) {
  const get = (name: string) => url.searchParams.get(name) || undefined;
  const score = get('score');
  return {
    state: MatchState.safeParse(get('state')).data,
    interest: get('interest'),
    ask: AskKind.safeParse(get('ask')).data,
    minScore: score !== undefined && scores.includes(score) ? Number(score) : undefined,
    sort: get('sort') === 'best' ? ('best' as const) : ('newest' as const),
  };
}

const stateTabs = (url: URL, state: MatchState | undefined, counts: MatchCounts) =>
  [
    ['', 'All', counts.open] as const,
    ...MatchState.options.map((code) => [code, matchStates[code], counts[code]] as const),
  ].map(([value, label, size]) => ({
    label: `${label} (${count(size)})`,
    href: withParam(url, 'state', value),
    current: (state ?? '') === value,
  }));

export const load: PageServerLoad = async ({ locals, url }) => {
  const membership = requireMembership({ locals, url });
  if (url.searchParams.get('side') === 'listing') {
    const listing = url.searchParams.get('listing');
    redirect(303, listing === null ? '/matches/fits' : `/matches/fits/${encodeURIComponent(listing)}`);
  }
  const { slug } = membership.organisation;
  const filter = filterOf(url);
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const [found, owned] = await Promise.all([
    listMatchedListings(locals.api, { organisation: slug, ...filter, cursor }),
    listInterests(locals.api, slug),
  ]);
  const { items, nextCursor, counts } = need(found, url.pathname);
  const interests = need(owned, url.pathname).items.map(({ id, name }) => ({ code: id, label: name }));
  const { state, interest, ask, minScore, sort } = filter;
  return {
    organisation: membership.organisation.name,
    sides: matchSides('/matches'),
    states: stateTabs(url, state, counts),
    state,
    counts,
    chosen: { interest: interest ?? '', ask: ask ?? '', score: String(minScore ?? ''), sort },
    choices: {
      interests,
      asks: Object.entries(askKinds).map(([code, label]) => ({ code, label })),
      scores: scores.map((code) => ({ code, label: `${code} of 100 or more` })),
    },
    narrowed: interest !== undefined || ask !== undefined || minScore !== undefined,
    allHref: withParam(new URL('/matches', url), 'state', state ?? ''),
    here: withParam(url, 'tick', ''),
    tickHref: withParam(url, 'tick', 'all'),
    ticked: url.searchParams.get('tick') === 'all',
    mayMark: mayWrite(membership),
    nextHref: nextCursor && withParam(url, 'cursor', nextCursor),
    matches: items.map((match) => matchedListingView(match)),
    message: doneMessage(url),
    dismissOptions,
  };
};

export const actions: Actions = { mark: ({ locals, request }) => markByForm(locals.api, request) };
