// What dismissing and shortlisting made of an interest: in words, and what its buttons do.
import { ProposalCode, tunedSignals, type InterestFeedback, type TunedSignal } from '@exchange/contracts';
import { fail, redirect } from '@sveltejs/kit';
import type { Api, ApiResult } from '../api/client.ts';
import { answerProposal, resetWeights, undoAnswer } from '../api/interests.ts';
import { problemsOf } from '../forms/answer.ts';
import { first, readForm } from '../forms/read.ts';
import { ago } from '../format/dates.ts';

const signals: Readonly<Record<TunedSignal, string>> = {
  money: 'How well the amount fits',
  serviceArea: 'How closely the service area fits',
  place: 'How closely the place fits',
  evidence: 'The evidence',
};
const changes: Readonly<Record<ProposalCode, string>> = {
  raise_stage: 'raise the lowest stage',
  raise_evidence: 'ask for more evidence',
};

/** Only what is other than for everybody. */
export function learnedView({ weights, proposals, answers }: InterestFeedback, now: Date = new Date()) {
  return {
    weights: tunedSignals.flatMap((signal) => {
      const hundredths = weights?.[signal] ?? 100;
      if (hundredths === 100) return [];
      return [
        `${signals[signal]} counts ${hundredths > 100 ? 'more' : 'less'}: ${hundredths}% of what it counts for everybody.`,
      ];
    }),
    proposals: proposals.map(({ code, text }) => ({ code, text })),
    answers: answers.map(({ id, code, accepted, answeredAt, undoneAt }) => ({
      id,
      text: `You said ${accepted ? 'yes' : 'no'} to “${changes[code]}” ${ago(answeredAt, now)}${undoneAt === null ? '' : ', and took it back'}.`,
      undoable: accepted && undoneAt === null,
    })),
  };
}
export type LearnedView = ReturnType<typeof learnedView>;

/** Back to the interest's page, which says what was done; or what is wrong. */
function finish(result: ApiResult<unknown>, id: string, done: string) {
  if (result.ok) redirect(303, `/interests/${id}?done=${done}`);
  const stale = result.problem.code === 'STALE_VERSION';
  const message = 'A colleague changed this interest meanwhile. Look at it again, then say yes or no';
  return fail(result.status, { problems: stale ? [{ path: '', message }] : problemsOf(result) });
}

export async function answerByForm(api: Api, request: Request, id: string) {
  const values = readForm(await request.formData());
  const code = ProposalCode.safeParse(first(values, 'code'));
  if (!code.success) return fail(422, { problems: [{ path: '', message: 'This is not asked any more' }] });
  const accept = first(values, 'answer') === 'yes';
  const body = { accept, version: Number(first(values, 'version')) };
  return finish(await answerProposal(api, id, code.data, body), id, accept ? 'yes' : 'no');
}

export async function undoByForm(api: Api, request: Request, id: string) {
  const values = readForm(await request.formData());
  const result = await undoAnswer(api, id, first(values, 'answer'), Number(first(values, 'version')));
  return finish(result, id, 'undone');
}

export const resetByForm = async (api: Api, id: string) => finish(await resetWeights(api, id), id, 'reset');
