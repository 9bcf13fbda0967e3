// Verifying an address: the link of the mail only shows a page, and its button acts, because mail scanners follow links. Who is not signed
// in gives the password they signed up with: so nobody proves a registration that a stranger made with their address.
import { fail, redirect } from '@sveltejs/kit';
import { login, verifyEmail } from '#lib/api/accounts.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { keepTokens } from '#lib/session/cookies.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whoever is signed in and unverified came by the registration that is to be proven: a later one would have signed them out. */
const mustGivePassword = ({ person }: App.Locals) => person === null || person.user.emailVerified;

export const load: PageServerLoad = ({ locals, url }) => ({
  token: url.searchParams.get('token') ?? '',
  asksPassword: mustGivePassword(locals),
});

export const actions: Actions = {
  default: async ({ locals, request, cookies, url }) => {
    const form = await request.formData();
    const given = form.get('password');
    const password = typeof given === 'string' ? given : '';
    const isAsked = mustGivePassword(locals);
    const result = await verifyEmail(locals.api, {
      token: first(readForm(form), 'token'),
      ...(isAsked ? { password } : {}),
    });
    if (!result.ok) {
      const used = result.problem.fields.some(({ path }) => path === 'token');
      const labels = { password: 'Password' };
      return fail(result.status, { used, problems: used ? [] : problemsOf(result, labels) });
    }
    if (!isAsked) redirect(303, '/account?done=verified');
    const { email } = result.data.user;
    const signedIn = await login(locals.api, { email, password }, request.headers.get('user-agent'));
    if (!signedIn.ok) redirect(303, '/login?message=verified');
    keepTokens(cookies, url, signedIn.data);
    redirect(303, '/account?done=verified');
  },
};
