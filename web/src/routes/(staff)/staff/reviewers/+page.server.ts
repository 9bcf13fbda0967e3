// Those who may set the reviewed level of evidence beside the team: appointed by their address, and dismissed again.
import { fail, redirect } from '@sveltejs/kit';
import { need } from '#lib/api/guard.ts';
import { appointReviewer, dismissReviewer, listReviewers } from '#lib/api/reviews.ts';
import { refuse } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import type { Actions, PageServerLoad } from './$types';

const messages: Readonly<Record<string, string>> = {
  appointed: 'Appointed. They find “Review” in their menu.',
  dismissed: 'Dismissed. What they set stands.',
};

export const load: PageServerLoad = async ({ locals, url }) => {
  const { items } = need(await listReviewers(locals.api), url.pathname);
  return { items, message: messages[url.searchParams.get('done') ?? ''] ?? null };
};

export const actions: Actions = {
  appoint: async ({ locals, request, url }) => {
    const values = readForm(await request.formData());
    const result = await appointReviewer(locals.api, first(values, 'email').trim());
    if (!result.ok && result.status === 404) {
      const message = 'Nobody has an account with this address yet, or they have not verified it';
      return fail(404, { values, problems: [{ path: 'email', message }] });
    }
    if (!result.ok) return refuse(result, values, { email: 'Email address' }, url.pathname);
    redirect(303, '/staff/reviewers?done=appointed');
  },
  dismiss: async ({ locals, request, url }) => {
    const values = readForm(await request.formData());
    const result = await dismissReviewer(locals.api, first(values, 'id'));
    if (!result.ok && result.status !== 404) return refuse(result, values, {}, url.pathname);
    redirect(303, '/staff/reviewers?done=dismissed');
  },
};
