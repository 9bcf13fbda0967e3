// The api's field problems as sentences a person can act on, each tied to its field.
import type { FieldProblem } from '@exchange/contracts';
import type { ApiProblem } from '../api/problem.ts';

/** `path` is the api's field path and the id of the field on the page; empty when no one field is to blame. */
export interface Problem {
  path: string;
  message: string;
}
export type Labels = Readonly<Record<string, string>>;

/** The api names the other field of a rule by its code; people know it by what it is. */
const rewordings: readonly [RegExp, string][] = [
  [/\bat least (?:valueMin|amountMin|budgetMin|min)\b/, 'at least the lowest'],
  [/^must be an email address, like /, 'must look like '],
  [/^must be whole pounds, without pence$/, 'must be whole pounds, in figures, without pence'],
  [/^must be a(?: whole)? number$/, 'must be a number, in figures'],
  [/^(?:must be text|is needed)$/, 'must not be empty'],
  [/^must be a month like .*$/, 'must be a month and a year, like March 2019'],
  [/^must be one of .*$/, 'must be chosen from the list'],
  [/^choose at least one$/, 'needs at least one choice'],
];

function reword(message: string): string {
  for (const [pattern, words] of rewordings) if (pattern.test(message)) return message.replace(pattern, words);
  return message;
}

/** The label of a field; list positions match a star: "asks.0.valueMin" is labelled by "asks.*.valueMin". */
export function labelOf(path: string, labels: Labels): string | undefined {
  return labels[path] ?? labels[path.replace(/\.\d+(?=\.|$)/g, '.*')];
}

/**
 * Makes a sentence: "must be £0 or more" of the field "Lowest amount" reads "Lowest amount must be £0 or more";
 * a message that stands alone gets its capital.
 */
export function sentence(message: string, label: string | undefined): string {
  const text = reword(message);
  if (label !== undefined && /^(must|is|has|needs|cannot|does)\b/.test(text)) return `${label} ${text}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function toProblem({ path, message }: FieldProblem, labels: Labels): Problem {
  return { path, message: sentence(message, labelOf(path, labels)) };
}

/**
 * Every problem of a failed call; the call's own message where it names no field.
 * @param labels in the order of the page: where they name every field, the problems come in that order too
 */
export function problemList(problem: ApiProblem, labels: Labels = {}): Problem[] {
  if (problem.fields.length === 0) return [{ path: '', message: problem.message }];
  const order = Object.keys(labels);
  const fields = problem.fields.every(({ path }) => path in labels)
    ? problem.fields.toSorted((a, b) => order.indexOf(a.path) - order.indexOf(b.path))
    : problem.fields;
  return fields.map((field) => toProblem(field, labels));
}
