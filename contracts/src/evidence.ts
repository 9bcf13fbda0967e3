// How good the evidence is: the plain questions that work the level out, and what a reviewer says of it.
import { z } from 'zod';
import { text } from './common.ts';
import { EvidenceLevel } from './reference.ts';

/**
 * Five plain questions, one for each of the Nesta Standards of Evidence and in their order (Puttick and Ludlow, "Standards of
 * Evidence: an approach that balances the need for evidence with innovation", Nesta 2013).
 */
export const evidenceQuestions = {
  described: 'We can say what we do, why it should work, and what has come of it',
  measured: 'We have measured a change among the people who took part, for example before and after',
  compared: 'We have compared them with people who did not get it, in a control or comparison group',
  confirmed: 'Somebody independent has evaluated it and come to the same result',
  replicated: 'It has worked in other places too, and we have manuals and checks that keep it the same everywhere',
} as const;
const questions = Object.keys(evidenceQuestions) as [keyof typeof evidenceQuestions];
export const EvidenceAnswer = z.enum(questions, { error: `must be one of ${questions.join(', ')}` });
export type EvidenceAnswer = z.infer<typeof EvidenceAnswer>;

/**
 * The level that the answers come to, 0–5. Each of the Nesta standards takes in those below it, so the first question that is not
 * answered with yes ends the count.
 */
export function evidenceLevelOf(answers: readonly EvidenceAnswer[]): number {
  const first = questions.findIndex((question) => !answers.includes(question));
  return first === -1 ? questions.length : first;
}

/** What is wrong with a level beside its answers: one may claim less than they come to, never more. Null when nothing is. */
export function problemOfEvidenceLevel(content: {
  evidenceLevel?: number | undefined;
  evidenceAnswers?: readonly EvidenceAnswer[] | undefined;
}): string | null {
  const { evidenceLevel = 0, evidenceAnswers = [] } = content;
  const most = evidenceLevelOf(evidenceAnswers);
  if (evidenceAnswers.length === 0 || evidenceLevel <= most) return null;
  return `must be ${String(most)} or lower: that is what your answers come to`;
}

/** What a reviewer found: a level, why, and the next step that would raise it. */
export const EvidenceReviewBody = z.strictObject({
  level: EvidenceLevel,
  note: text(2000, 1),
  nextStep: text(1000).nullish(),
});
export type EvidenceReviewBody = z.infer<typeof EvidenceReviewBody>;
