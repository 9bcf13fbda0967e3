// Asking for a link to choose a new password. The answer never says whether the address is known.
import { fail } from '@sveltejs/kit';
import { forgotPassword } from '#lib/api/accounts.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const values = readForm(await request.formData());
    const email = first(values, 'email');
    const result = await forgotPassword(locals.api, email);
    if (!result.ok) return fail(result.status, { values, problems: problemsOf(result, { email: 'Email address' }) });
    return { sentTo: email };
  },
};
