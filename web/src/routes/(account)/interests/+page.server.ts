// The interests of the organisation one acts for.
import { fail, redirect } from '@sveltejs/kit';
import { deleteInterest, listInterests, listSuggested, putSuggestionAside } from '#lib/api/interests.ts';
import { toSearch } from '#lib/api/client.ts';
import { need } from '#lib/api/guard.ts';
import { getReference } from '#lib/api/reference.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { chooseByForm, mailView } from '#lib/interests/alert.ts';
import { criteriaInWords } from '#lib/interests/form.ts';
import { mayWrite } from '#lib/session/person.ts';
import { requireMembership } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  saved: 'Saved. We look through what is published now; what fits shows under Matches within a minute.',
  deleted: 'Deleted.',
  mail: 'Noted. Colleagues keep what they chose.',
  aside: 'Put aside. We ask again when you have shortlisted more of that kind.',
};

export const load: PageServerLoad = async ({ locals, url }) => {
  const membership = requireMembership({ locals, url });
  const [found, suggested, reference] = await Promise.all([
    listInterests(locals.api, membership.organisation.slug, url.searchParams.get('cursor') ?? undefined),
    listSuggested(locals.api, membership.organisation.slug),
    getReference(locals.api),
  ]);
  const { items, nextCursor } = need(found, url.pathname);
  return {
    organisation: membership.organisation.name,
    mayWrite: mayWrite(membership),
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
    nextHref: nextCursor && `?cursor=${encodeURIComponent(nextCursor)}`,
    suggested: need(suggested, url.pathname).items.map(({ reason, criteria }) => ({
      reason,
      serviceArea: criteria.serviceAreas[0] ?? '',
      href: `/interests/new${toSearch({ serviceArea: criteria.serviceAreas, region: criteria.regions })}`,
    })),
    interests: items.map((interest) => ({
      id: interest.id,
      name: interest.name,
      criteria: criteriaInWords(interest, reference),
      mail: mailView(interest),
      matches: interest.matches,
      newMatches: interest.newMatches,
    })),
  };
};

export const actions: Actions = {
  mail: ({ locals, request }) => chooseByForm(locals.api, request, '/interests'),
  aside: async ({ locals, request, url }) => {
    const membership = requireMembership({ locals, url });
    const serviceArea = first(readForm(await request.formData()), 'serviceArea');
    const { slug } = membership.organisation;
    const result = await putSuggestionAside(locals.api, { organisation: slug, serviceArea });
    // What a colleague has put aside meanwhile, or set up, is not suggested any more: that is what was wanted.
    if (!result.ok && result.status !== 404) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, '/interests?done=aside');
  },
  delete: async ({ locals, request }) => {
    const result = await deleteInterest(locals.api, first(readForm(await request.formData()), 'id'));
    if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
    redirect(303, '/interests?done=deleted');
  },
};
