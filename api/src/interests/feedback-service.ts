// What an organisation's acts made of an interest: shown to its members, answered and set back by those who write.
import type { AnswerProposalBody, Interest, InterestFeedback, ProposalCode } from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import { answerProposal, findFeedback, undoAnswer } from '@exchange/db/interests/proposals';
import type { InterestOutcome } from '@exchange/db/interests/queries';
import { retune } from '@exchange/db/matching/feedback';
import type { Context } from '../context.ts';
import { conflict, notFound, staleVersion } from '../errors.ts';
import { findVisible, getInterest, requireWriter } from './service.ts';

export async function getFeedback({ db }: Context, viewer: Viewer, id: string): Promise<InterestFeedback> {
  await findVisible(db, viewer, id);
  const feedback = await findFeedback(db, id);
  if (!feedback) throw notFound('This interest');
  return feedback;
}

async function requireWritable({ db }: Context, viewer: Viewer, id: string): Promise<void> {
  requireWriter(viewer, (await findVisible(db, viewer, id)).organisationId);
}

function orStale(outcome: InterestOutcome | undefined, code: string, message: string): void {
  if (!outcome) throw conflict(code, message);
  if (!outcome.done) throw staleVersion(outcome.currentVersion);
}

/** A yes changes the criteria as the proposal says, a no keeps them; either way it is not asked again for the same dismissals. */
export async function answer(
  context: Context,
  viewer: Viewer,
  { id, code }: { id: string; code: ProposalCode },
  body: AnswerProposalBody,
): Promise<Interest> {
  await requireWritable(context, viewer, id);
  const outcome = await answerProposal(context.db, id, { code, ...body }, viewer);
  orStale(outcome, 'NO_PROPOSAL', 'This is not asked, or not any more.');
  return getInterest(context, viewer, id);
}

export async function undo(
  context: Context,
  viewer: Viewer,
  { id, answerId }: { id: string; answerId: string },
  { version }: { version: number },
): Promise<Interest> {
  await requireWritable(context, viewer, id);
  const outcome = await undoAnswer(context.db, id, { answerId, version }, viewer);
  orStale(outcome, 'NOTHING_TO_UNDO', 'There is no such yes, or it was taken back already.');
  return getInterest(context, viewer, id);
}

/** All signals count as for everybody again, and what was done so far moves them no more. */
export async function resetWeights(context: Context, viewer: Viewer, id: string): Promise<InterestFeedback> {
  await requireWritable(context, viewer, id);
  await retune(context.db, id, viewer, true);
  return getFeedback(context, viewer, id);
}
