// The plain questions that work out the level of evidence. Without the schema library, so that a page can ask them as somebody ticks.

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

/**
 * The level that the answers come to, 0–5. Each of the Nesta standards takes in those below it, so the first question that is not
 * answered with yes ends the count.
 */
export function evidenceLevelOf(answers: readonly string[]): number {
  const questions = Object.keys(evidenceQuestions);
  const first = questions.findIndex((question) => !answers.includes(question));
  return first === -1 ? questions.length : first;
}
