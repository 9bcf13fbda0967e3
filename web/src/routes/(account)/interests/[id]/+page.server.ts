// One interest: what it asks for, one's own mail about it, and what it has found.
import { need } from '#lib/api/guard.ts';
import { getInterest } from '#lib/api/interests.ts';
import { getReference } from '#lib/api/reference.ts';
import { chooseByForm, mailView } from '#lib/interests/alert.ts';
import { criteriaInWords } from '#lib/interests/form.ts';
import { mayWrite } from '#lib/session/person.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = { mail: 'Noted. Colleagues keep what they chose.' };

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const person = requirePerson({ locals, url });
  const [found, reference] = await Promise.all([getInterest(locals.api, params.id), getReference(locals.api)]);
  const interest = need(found, url.pathname);
  const mine = person.memberships.find(({ organisation }) => organisation.id === interest.organisationId) ?? null;
  return {
    id: interest.id,
    name: interest.name,
    criteria: criteriaInWords(interest, reference),
    anonymous: interest.anonymous,
    mail: mine === null ? null : mailView(interest),
    matches: interest.matches,
    newMatches: interest.newMatches,
    mayWrite: mayWrite(mine),
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
  };
};

export const actions: Actions = {
  mail: ({ locals, params, request }) => chooseByForm(locals.api, request, `/interests/${params.id}`),
};
