// Somebody's account, and switching off a second step that they lost.
import { redirect } from '@sveltejs/kit';
import { endSessionsOf, getPerson, resetSecondFactor } from '#lib/api/people.ts';
import { need } from '#lib/api/guard.ts';
import { refuse } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { day, moment } from '#lib/format/dates.ts';
import { roles } from '#lib/format/words.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  reset: 'Their second step is off, and we have mailed them.',
  ended: 'They are signed out everywhere.',
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const person = need(await getPerson(locals.api, params.id), url.pathname);
  return {
    ...{ name: person.name, email: person.email, emailVerified: person.emailVerified },
    since: day(person.createdAt),
    seen: person.lastSeenAt && moment(person.lastSeenAt),
    secondStepSince: person.secondFactorSince && day(person.secondFactorSince),
    isOneself: person.id === locals.person?.user.id,
    memberships: person.memberships.map(({ organisation, role }) => ({
      ...{ slug: organisation.slug, name: organisation.name },
      role: roles[role],
    })),
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
  };
};

export const actions: Actions = {
  end: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const result = await endSessionsOf(locals.api, params.id, first(values, 'why'));
    if (!result.ok) {
      const { problem } = result;
      const fields = problem.fields.map((field) => ({ ...field, path: field.path === 'reason' ? 'why' : field.path }));
      return refuse({ ...result, problem: { ...problem, fields } }, values, { why: 'Why' }, url.pathname);
    }
    redirect(303, `/staff/people/${params.id}?done=ended`);
  },
  reset: async ({ locals, params, request, url }) => {
    const values = readForm(await request.formData());
    const body = { reason: first(values, 'reason'), code: first(values, 'code') };
    const result = await resetSecondFactor(locals.api, params.id, body);
    if (!result.ok)
      return refuse(result, { ...values, code: [] }, { reason: 'Why', code: 'Your own code' }, url.pathname);
    redirect(303, `/staff/people/${params.id}?done=reset`);
  },
};
