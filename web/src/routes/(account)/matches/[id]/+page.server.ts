// One match: what fits, why, and what to do with it. The link in a match mail leads here.
import { need } from '#lib/api/guard.ts';
import { getMatch } from '#lib/api/matching.ts';
import { dismissOptions, doneMessage, markByForm } from '#lib/matching/mark.ts';
import { matchView, type Markable } from '#lib/matching/view.ts';
import { mayWrite } from '#lib/session/person.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const person = requirePerson({ locals, url });
  const match = need(await getMatch(locals.api, params.id), url.pathname);
  const mine =
    person.memberships.find(({ organisation }) => organisation.id === match.interest?.organisation?.id) ?? null;
  return {
    match: matchView(match),
    mark: { ids: match.id, title: match.listing.title, states: [match.state] } satisfies Markable,
    mine: mine !== null,
    mayMark: mayWrite(mine),
    message: doneMessage(url),
    dismissOptions,
    here: url.pathname,
  };
};

export const actions: Actions = { mark: ({ locals, request }) => markByForm(locals.api, request) };
