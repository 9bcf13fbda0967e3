// Signing in: tokens go to httpOnly cookies, the person to where they were going.
import { fail, redirect } from '@sveltejs/kit';
import { login } from '#lib/api/accounts.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { keepTokens } from '#lib/session/cookies.ts';
import { safeNext } from '#lib/session/next.ts';
import type { Actions, PageServerLoad } from './$types';

const labels = { email: 'Email address', password: 'Password', totp: 'The code' };
const messages: Readonly<Record<string, string>> = {
  verified: 'Your email address is verified. You can sign in now.',
  closed: 'Your account is closed, and we have forgotten you.',
  reset: 'Your password is changed. Sign in with the new one.',
};

export const load: PageServerLoad = ({ locals, url }) => {
  const next = safeNext(url.searchParams.get('next'));
  if (locals.person !== null) redirect(303, next);
  return {
    next,
    asked: url.searchParams.has('next'),
    message: messages[url.searchParams.get('message') ?? ''] ?? null,
    values: { email: [url.searchParams.get('email') ?? ''] },
  };
};

export const actions: Actions = {
  default: async ({ locals, request, cookies, url }) => {
    const data = await request.formData();
    const values = readForm(data);
    const password = data.get('password');
    const given = {
      email: first(values, 'email'),
      password: typeof password === 'string' ? password : '',
      ...(first(values, 'totp') === '' ? {} : { totp: first(values, 'totp') }),
    };
    const result = await login(locals.api, given, request.headers.get('user-agent'));
    if (result.ok) {
      keepTokens(cookies, url, result.data);
      redirect(303, safeNext(first(values, 'next')));
    }
    const { code } = result.problem;
    if (code === 'SECOND_FACTOR_NEEDED' || code === 'SECOND_FACTOR_WRONG') {
      const message = 'The code is not right, or it was used already: wait for the next one';
      const problems = code === 'SECOND_FACTOR_WRONG' ? [{ path: 'totp', message }] : [];
      return fail(400, { values: { ...values, totp: [] }, problems, needsCode: true });
    }
    const problems =
      result.status === 401
        ? [{ path: 'email', message: 'The email address or the password is not right' }]
        : problemsOf(result, labels);
    const needsCode = 'totp' in values;
    return fail(result.status === 401 ? 400 : result.status, { values, problems, needsCode });
  },
};
