// The password, and where one is signed in.
import { fail, redirect } from '@sveltejs/kit';
import { changePassword, endOtherSessions, endSession, listSessions } from '#lib/api/accounts.ts';
import { need } from '#lib/api/guard.ts';
import { refuse } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { moment } from '#lib/format/dates.ts';
import { programOf } from '#lib/session/program.ts';
import { requirePerson } from '#lib/session/require.ts';
import type { Actions, PageServerLoad } from './$types';

const labels = { currentPassword: 'Your password now', password: 'New password' };
const messages: Readonly<Record<string, string>> = {
  changed: 'Your password is changed. You are signed out everywhere else.',
  ended: 'Signed out there.',
  others: 'You are signed out everywhere else.',
};

export const load: PageServerLoad = async ({ locals, url }) => {
  requirePerson({ locals, url });
  const { items } = need(await listSessions(locals.api), url.pathname);
  return {
    message: messages[url.searchParams.get('done') ?? ''] ?? null,
    sessions: items.map(({ id, userAgent, createdAt, lastUsedAt, isCurrent }) => ({
      ...{ id, isCurrent },
      program: programOf(userAgent),
      since: moment(createdAt),
      used: moment(lastUsedAt),
    })),
  };
};

export const actions: Actions = {
  password: async ({ locals, request, url }) => {
    requirePerson({ locals, url });
    const data = await request.formData();
    const text = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    const body = { currentPassword: text('currentPassword'), password: text('password') };
    const result = await changePassword(locals.api, body);
    if (!result.ok) return refuse(result, {}, labels, url.pathname);
    redirect(303, '/account/security?done=changed');
  },
  end: async ({ locals, request, url }) => {
    requirePerson({ locals, url });
    const result = await endSession(locals.api, first(readForm(await request.formData()), 'id'));
    // One that has ended meanwhile is what was wanted.
    if (!result.ok && result.status !== 404) return refuse(result, {}, {}, url.pathname);
    redirect(303, '/account/security?done=ended');
  },
  others: async ({ locals, url }) => {
    requirePerson({ locals, url });
    const result = await endOtherSessions(locals.api);
    if (!result.ok)
      return fail(result.status, { values: {}, problems: [{ path: '', message: result.problem.message }] });
    redirect(303, '/account/security?done=others');
  },
};
