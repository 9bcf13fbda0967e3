// Making an account. The answer is the same whether or not the address is known; the mail says which it was.
import { fail, redirect } from '@sveltejs/kit';
import { register } from '#lib/api/accounts.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { safeNext } from '#lib/session/next.ts';
import type { Actions, PageServerLoad } from './$types';

const labels = { name: 'Your name', email: 'Email address', password: 'Password' };

export const load: PageServerLoad = ({ locals, url }) => {
  const next = safeNext(url.searchParams.get('next'));
  if (locals.person !== null) redirect(303, next);
  return { next, values: { email: [url.searchParams.get('email') ?? ''] } };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const data = await request.formData();
    const values = readForm(data);
    const password = data.get('password');
    const body = {
      email: first(values, 'email'),
      name: first(values, 'name'),
      password: typeof password === 'string' ? password : '',
    };
    const result = await register(locals.api, body);
    if (!result.ok) return fail(result.status, { values, problems: problemsOf(result, labels) });
    const sentTo = result.data.user.email;
    const next = safeNext(first(values, 'next'), '');
    // An invitation proves the address by itself, so who comes from one need not wait for the message.
    const query = new URLSearchParams({ next, email: sentTo });
    return { sentTo, goOn: next.startsWith('/invitations?') ? `/login?${query.toString()}` : null };
  },
};
