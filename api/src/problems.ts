// Turns what the schema library found into field problems that a person can read.
import type { FieldProblem } from '@exchange/contracts';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  date: 'a date',
  null: 'null',
};

function messageOf(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    if (issue.message.endsWith('received undefined')) return 'is needed';
    if (issue.message.startsWith('Invalid input')) return `must be ${kinds[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'invalid_format' && issue.message.startsWith('Invalid ')) {
    if (issue.format === 'uuid') return 'must be an id, like 019a5c1e-0000-7000-8000-000000000000';
  }
  if (issue.code === 'too_small' && issue.message.startsWith('Too small')) return `must be ${issue.minimum} or more`;
  if (issue.code === 'too_big' && issue.message.startsWith('Too big')) return `must be ${issue.maximum} or less`;
  if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid'))
    return `must be one of ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

/** One problem a field, each with its dotted path; an unknown field is named itself. */
export function toFieldProblems(issues: readonly Issue[]): FieldProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: [...path, key].join('.'),
        message: 'is not a field that is known here',
      }));
    return [{ path: path.join('.'), message: messageOf(issue) }];
  });
}
