// A match as pages show it, and what marks it.
import { dismissReasons, type Match, type MatchState } from '@exchange/contracts';
import { fail, redirect } from '@sveltejs/kit';
import type { Api } from '../api/client.ts';
import { dismissMatch, markMatch } from '../api/matching.ts';
import { problemsOf } from '../forms/answer.ts';
import { first, readForm } from '../forms/read.ts';
import { ago } from '../format/dates.ts';
import { matchStates } from '../format/words.ts';
import { cardView } from '../listings/card.ts';
import { safeNext } from '../session/next.ts';

const tones: Readonly<Record<MatchState, 'plain' | 'good' | 'warning' | 'stopped'>> = {
  new: 'good',
  seen: 'plain',
  shortlisted: 'warning',
  dismissed: 'stopped',
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function matchView(match: Match, now: Date = new Date()) {
  return {
    id: match.id,
    card: cardView(match.listing, now),
    interest: match.interest && { name: match.interest.name, organisation: match.interest.organisation.name },
    score: match.score,
    reasons: match.reasons.map(({ text }) => capital(text)),
    nearMiss: match.nearMiss.map(({ text }) => capital(text)),
    state: match.state,
    stateInWords: matchStates[match.state],
    tone: tones[match.state],
    found: ago(match.createdAt, now),
  };
}
export type MatchView = ReturnType<typeof matchView>;

export const dismissOptions = Object.entries(dismissReasons).map(([code, label]) => ({ code, label }));

/** Shortlists, dismisses or marks as seen, by what the form says, and goes back to where it was. */
export async function markByForm(api: Api, request: Request) {
  const values = readForm(await request.formData());
  const id = first(values, 'id');
  const mark = first(values, 'mark');
  if (mark === 'dismiss' && first(values, 'reason') === '') {
    return fail(422, {
      problems: [{ path: `reason-${id}`, message: 'Choose why it is not for you: we use it to find better ones' }],
    });
  }
  const note = first(values, 'note').trim();
  const result =
    mark === 'dismiss'
      ? await dismissMatch(api, id, { reason: first(values, 'reason'), ...(note === '' ? {} : { note }) })
      : await markMatch(api, id, mark === 'shortlist' ? 'shortlist' : 'seen');
  if (!result.ok) return fail(result.status, { problems: problemsOf(result) });
  redirect(303, safeNext(first(values, 'next'), '/matches'));
}
