// Marking matches from a form: one listing's, or all that are ticked.
import { dismissReasons, MatchMark } from '@exchange/contracts';
import { fail, redirect } from '@sveltejs/kit';
import type { Api } from '../api/client.ts';
import { markMatches } from '../api/matching.ts';
import { problemsOf } from '../forms/answer.ts';
import { first, readForm, type Values } from '../forms/read.ts';
import { safeNext } from '../session/next.ts';

export const dismissOptions = Object.entries(dismissReasons).map(([code, label]) => ({ code, label }));

/** The ids a form names; a box stands for all matches of one listing, with commas between. */
export const idsIn = (values: Values): string[] => (values.ids ?? []).flatMap((one) => one.split(',')).filter(Boolean);

/** The path of a form's choice of reasons: one a listing, and one for all that are ticked. */
export const reasonPath = (at: string): string => (at === '' ? 'reason' : `reason-${at}`);

/**
 * Marks what the form names (`ids`, `mark`, and `reason` with a `note` for what is dismissed), and goes back to `next`, which then says
 * what was done. `at` says which form of the page it is.
 */
export async function markByForm(api: Api, request: Request) {
  const values = readForm(await request.formData());
  const ids = idsIn(values);
  const at = first(values, 'at');
  const mark = MatchMark.safeParse(first(values, 'mark'));
  const refuse = (status: number, path: string, message: string) =>
    fail(status, { values, problems: [{ path, message }] });
  if (ids.length === 0) return refuse(422, 'tick', 'Tick at least one innovation');
  if (!mark.success) return refuse(422, '', 'Choose what to do with it');
  const [reason, note] = [first(values, 'reason'), first(values, 'note').trim()];
  if (mark.data === 'dismiss' && reason === '')
    return refuse(422, reasonPath(at), 'Choose why it is not for you: we use it to find better ones');
  const result = await markMatches(api, {
    ids,
    mark: mark.data,
    ...(mark.data === 'dismiss' ? { reason, ...(note === '' ? {} : { note }) } : {}),
  });
  if (!result.ok) return fail(result.status, { values, problems: problemsOf(result) });
  const next = new URL(safeNext(first(values, 'next'), '/matches'), 'http://exchange.invalid');
  next.searchParams.set('done', mark.data);
  redirect(303, `${next.pathname}${next.search}`);
}

const messages: Readonly<Record<MatchMark, string>> = {
  seen: 'Marked as seen.',
  shortlist: 'Shortlisted, and put on your organisation’s shortlist.',
  dismiss: 'Noted: not for you. It is not mailed again, and waits under “Not for us” if you change your mind.',
  reopen: 'Taken back: it is among the seen ones again.',
};

/** What was just done, from the address. */
export function doneMessage(url: URL): string | null {
  const done = MatchMark.safeParse(url.searchParams.get('done'));
  return done.success ? messages[done.data] : null;
}
