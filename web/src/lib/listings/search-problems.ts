// What is wrong with a search that was refused, in sentences that name the filter and what its address says.
import type { ApiProblem } from '../api/problem.ts';
import { toProblem, type Problem } from '../forms/problems.ts';

const labels: Readonly<Record<string, string>> = {
  q: 'Search words',
  ask: 'They seek',
  serviceArea: 'Service area',
  stage: 'Stage',
  innovationType: 'Kind of innovation',
  region: 'Where it works',
  localAuthority: 'Local authority',
  beneficiary: 'Who it helps',
  organisation: 'Organisation',
  minEvidence: 'Evidence',
  amountMin: 'Lowest amount',
  amountMax: 'Highest amount',
  sort: 'Order',
  page: 'Page',
};
/** The fields that a person types into; the others are chosen, and what was not is taken off by its chip. */
const typed = new Set(['q', 'amountMin', 'amountMax']);

/**
 * The problems of a refused search. A choice that does not exist can only come from the address, so it is named, with the way out.
 * @param params the search as it was sent, so that "stage.1" is its second stage
 */
export function searchProblems({ message, fields }: ApiProblem, params: URLSearchParams): Problem[] {
  if (fields.length === 0) return [{ path: '', message }];
  return fields.map((field) => {
    const [name = '', position] = field.path.split('.');
    const value = position === undefined ? undefined : params.getAll(name)[Number(position)];
    if (value !== undefined && field.message.startsWith('must be one of'))
      return {
        path: '',
        message: `There is no “${value}” to choose under “${labels[name] ?? name}”. Take it off, or choose another`,
      };
    const problem = toProblem({ ...field, path: name }, labels);
    return typed.has(name) ? problem : { ...problem, path: '' };
  });
}
