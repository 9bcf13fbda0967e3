// One interest: what it asks for, one's own mail about it, and what it has found.
import { need } from '#lib/api/guard.ts';
import { getFeedback, getInterest } from '#lib/api/interests.ts';
import { getReference } from '#lib/api/reference.ts';
import { chooseByForm, mailView } from '#lib/interests/alert.ts';
import { criteriaInWords } from '#lib/interests/form.ts';
import { answerByForm, learnedView, resetByForm, undoByForm } from '#lib/interests/learned.ts';
import { mayWrite } from '#lib/session/person.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  mail: 'Noted. Colleagues keep what they chose.',
  yes: 'Changed. We look through what is published now; you can take it back below.',
  no: 'Left as it is. We do not ask that again.',
  undone: 'Taken back: it asks for what it asked for before.',
  reset: 'Everything counts as for everybody again.',
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const person = requirePerson({ locals, url });
  const [found, learned, reference] = await Promise.all([
    getInterest(locals.api, params.id),
    getFeedback(locals.api, params.id),
    getReference(locals.api),
  ]);
  const interest = need(found, url.pathname);
  const mine = person.memberships.find(({ organisation }) => organisation.id === interest.organisationId) ?? null;
  return {
    id: interest.id,
    name: interest.name,
    version: interest.version,
    learned: learnedView(need(learned, url.pathname)),
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
  answer: ({ locals, params, request }) => answerByForm(locals.api, request, params.id),
  undo: ({ locals, params, request }) => undoByForm(locals.api, request, params.id),
  reset: ({ locals, params }) => resetByForm(locals.api, params.id),
  mail: ({ locals, params, request }) => chooseByForm(locals.api, request, `/interests/${params.id}`),
};
