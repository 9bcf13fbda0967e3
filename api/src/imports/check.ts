// Checks a line of an import: is it JSON, does it have the right shape, do its codes exist, is it enough to be listed?
import { ImportLine, problemsBeforeSubmit, type FieldProblem } from '@exchange/contracts';
import { toFieldProblems } from '../problems.ts';
import { problemsOfCodes, type KnownCodes } from '../reference/service.ts';
import type { Line } from './lines.ts';

export interface CheckedLine {
  number: number;
  /** Whether the line was JSON, right or wrong. */
  isJson: boolean;
  listing?: ImportLine;
  problems: FieldProblem[];
}

const wrong = (line: Line, isJson: boolean, ...problems: FieldProblem[]): CheckedLine => ({
  number: line.number,
  isJson,
  problems,
});

/**
 * Catalogues that came through other systems carry stray control characters, which nobody sees or means: they are read
 * as spaces, for a listing is worth more than they are.
 */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;
const withoutControls = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(CONTROLS, ' ') : value;

function parse(line: Line): { value?: unknown; problem?: string } {
  if (line.text === undefined) return { problem: line.problem };
  try {
    return { value: JSON.parse(line.text, withoutControls) as unknown };
  } catch (error) {
    if (line.isUnended) return { problem: 'is cut off: the file ends in the middle of it' };
    return { problem: `is not JSON: ${(error as Error).message}` };
  }
}

/** Everything that is wrong with a line, at once. */
export function checkLine(line: Line, known: KnownCodes): CheckedLine {
  const { value, problem } = parse(line);
  if (problem !== undefined) return wrong(line, false, { path: '', message: problem });
  if (Array.isArray(value))
    return wrong(line, true, { path: '', message: 'is a list: write one listing a line, each as an object' });
  const result = ImportLine.safeParse(value);
  if (!result.success) return wrong(line, true, ...toFieldProblems(result.error.issues));
  const { organisation: _, sourceId: __, ...content } = result.data;
  const problems = [...problemsOfCodes(content, known), ...problemsBeforeSubmit(content, { catalogue: true })];
  return problems.length > 0
    ? wrong(line, true, ...problems)
    : { number: line.number, isJson: true, listing: result.data, problems: [] };
}
