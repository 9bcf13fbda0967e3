// Stopping mail by the link in a mail: the page shows what would be stopped, and only its buttons act.
import { fail } from '@sveltejs/kit';
import { unsubscribe, viewUnsubscribe } from '#lib/api/emails.ts';
import { need } from '#lib/api/guard.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm } from '#lib/forms/read.ts';
import { frequencies } from '#lib/format/words.ts';
import type { Actions, PageServerLoad } from './$types';

const howOften = (frequency: string) =>
  frequency in frequencies ? frequencies[frequency as keyof typeof frequencies].label.toLowerCase() : frequency;

export const load: PageServerLoad = async ({ locals, url }) => {
  const token = url.searchParams.get('token') ?? '';
  const found = token === '' ? null : await viewUnsubscribe(locals.api, token);
  if (found === null || (!found.ok && (found.status === 404 || found.status === 422))) return { view: null, token };
  const { email, interest, stopped } = need(found, url.pathname);
  return {
    token,
    view: { email, stopped, interest: interest && { name: interest.name, frequency: howOften(interest.frequency) } },
  };
};

/** Acts on one interest's mail, or with `all` on all of it. */
async function act(locals: App.Locals, request: Request, instead?: 'weekly') {
  const values = readForm(await request.formData());
  const [token, all] = [first(values, 'token'), first(values, 'all') === 'true'];
  const body = { token, ...(all ? { all } : {}), ...(instead ? { instead } : {}) };
  const result = await unsubscribe(locals.api, body);
  if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
  const { email, interest } = result.data;
  return {
    done: { token, email, all: all || interest === null, name: interest?.name ?? '', isWeekly: instead !== undefined },
  };
}

export const actions: Actions = {
  stop: ({ locals, request }) => act(locals, request),
  weekly: ({ locals, request }) => act(locals, request, 'weekly'),
};
