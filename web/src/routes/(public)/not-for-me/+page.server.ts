// “Not for me, because …” by the link in a mail: the page shows what it is about, and only its buttons act.
import { fail } from '@sveltejs/kit';
import { answerNotForMe, takeBackNotForMe, viewNotForMe } from '#lib/api/emails.ts';
import { need } from '#lib/api/guard.ts';
import { problemsOf } from '#lib/forms/answer.ts';
import { first, readForm, type Values } from '#lib/forms/read.ts';
import { dismissOptions } from '#lib/matching/mark.ts';
import { matchView } from '#lib/matching/view.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const link = { token: url.searchParams.get('token') ?? '', match: url.searchParams.get('match') ?? '' };
  const found = link.token === '' ? null : await viewNotForMe(locals.api, link);
  if (found === null || (!found.ok && (found.status === 404 || found.status === 422))) return { link, view: null };
  const { match, mayAnswer } = need(found, url.pathname);
  return { link, view: { match: matchView(match), mayAnswer }, options: dismissOptions };
};

const linkOf = (values: Values) => ({ token: first(values, 'token'), match: first(values, 'match') });

export const actions: Actions = {
  answer: async ({ locals, request }) => {
    const values = readForm(await request.formData());
    const note = first(values, 'note').trim();
    const answer = { ...linkOf(values), reason: first(values, 'reason'), ...(note === '' ? {} : { note }) };
    const result = await answerNotForMe(locals.api, answer);
    const labels = { reason: 'Why it is not for you', note: 'In your words' };
    if (!result.ok) return fail(result.status, { values, problems: problemsOf(result, labels) });
    return { done: 'answered' as const };
  },
  undo: async ({ locals, request }) => {
    const values = readForm(await request.formData());
    const result = await takeBackNotForMe(locals.api, linkOf(values));
    if (!result.ok) return fail(result.status, { values, problems: problemsOf(result) });
    return { done: 'taken_back' as const };
  },
};
