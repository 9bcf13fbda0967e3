// Verifying an address: the link of the mail only shows a page, and its button acts, because mail scanners follow links.
import { fail, redirect } from '@sveltejs/kit';
import { verifyEmail } from '#lib/api/accounts.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const result = await verifyEmail(locals.api, first(readForm(await request.formData()), 'token'));
    if (!result.ok) {
      const used = result.status === 422;
      return fail(result.status, { used, problems: used ? [] : problemsOf(result) });
    }
    redirect(303, locals.person === null ? '/login?message=verified' : '/account');
  },
};
