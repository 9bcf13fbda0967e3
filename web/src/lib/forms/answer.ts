// What an action gives back when the api refuses: the form as it was filled in, and what is wrong.
import { fail, redirect, type ActionFailure } from '@sveltejs/kit';
import type { ApiProblem } from '../api/problem.ts';
import { problemList, type Labels, type Problem } from './problems.ts';
import type { Values } from './read.ts';

export interface Refused {
  values: Values;
  problems: Problem[];
}
type Failure = { ok: false; status: number; problem: ApiProblem };

/** "in 40 seconds", "in 5 minutes". */
export function inTime(seconds: number): string {
  if (seconds < 90) return `in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return `in ${Math.ceil(seconds / 60)} minutes`;
}

/** The problems of a failed call; a throttled one says when to try again. */
export function problemsOf({ status, problem }: Failure, labels: Labels = {}): Problem[] {
  if (status !== 429) return problemList(problem, labels);
  const when = problem.retryAfter === undefined ? 'in a few minutes' : inTime(problem.retryAfter);
  return [{ path: '', message: `There were too many tries. Try again ${when}.` }];
}

/** Shows a form again with its problems; someone whose session has ended signs in first and comes back. */
export function refuse(failure: Failure, values: Values, labels: Labels, from: string): ActionFailure<Refused> {
  if (failure.status === 401) redirect(303, `/login?next=${encodeURIComponent(from)}`);
  return fail(failure.status, { values, problems: problemsOf(failure, labels) });
}
