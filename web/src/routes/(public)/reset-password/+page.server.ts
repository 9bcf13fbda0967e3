// Choosing a new password by the mailed link.
import { fail, redirect } from '@sveltejs/kit';
import { resetPassword } from '#lib/api/accounts.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { dropTokens } from '#lib/session/cookies.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
  default: async ({ locals, request, cookies, url }) => {
    const data = await request.formData();
    const text = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    const result = await resetPassword(locals.api, { token: text('token'), password: text('password') });
    if (!result.ok) {
      const used = result.problem.fields.some(({ path }) => path === 'token');
      return fail(result.status, { used, problems: used ? [] : problemsOf(result, { password: 'Password' }) });
    }
    dropTokens(cookies, url);
    redirect(303, '/login?message=reset');
  },
};
