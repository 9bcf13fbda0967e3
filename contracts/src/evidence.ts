// How good the evidence is: what its writers answer, the level they claim, and what a reviewer says of it.
import { z } from 'zod';
import { EmailAddress, Id, text } from './common.ts';
import { evidenceLevelOf, evidenceQuestions } from './evidence-levels.ts';
import { EvidenceLevel } from './reference.ts';

const questions = Object.keys(evidenceQuestions) as [keyof typeof evidenceQuestions];
export const EvidenceAnswer = z.enum(questions, { error: `must be one of ${questions.join(', ')}` });
export type EvidenceAnswer = z.infer<typeof EvidenceAnswer>;

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

/** Somebody whom staff appointed to set the reviewed level of evidence. */
export const Reviewer = z.object({ id: Id, name: z.string(), email: z.string() }).meta({ id: 'Reviewer' });
export type Reviewer = z.infer<typeof Reviewer>;
export const AppointReviewerBody = z.strictObject({ email: EmailAddress });
