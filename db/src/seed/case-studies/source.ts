// What the seven case studies share: the plan they are taken from, and the words that say so.
import type { SeedEvidence } from '../types.ts';

const plan = 'Partnership in Public Services: An action plan for third sector involvement';

/** Names the case study in the plan, for the `source` of an outcome. */
export function planSource(number: number): string {
  return `${plan} (2006), case study ${number}. © Crown copyright 2006`;
}

/** The evidence item that every case study has: the plan itself. */
export function planEvidence(number: number, finding: string): SeedEvidence {
  return {
    kind: 'case_study',
    title: `${plan}, case study ${number}`,
    year: 2006,
    finding,
    comparisonGroup: false,
    author: 'Office of the Third Sector, Cabinet Office',
  };
}

/** The last paragraph of how it works: where the account comes from, and what is not from there. */
export function writtenFrom(number: number): string {
  return `Written for demonstration from case study ${number} of ${plan} (© Crown copyright 2006). Facts and figures are those of 2006; what is asked for here, and the sums, are examples.`;
}
