// Makes the rows of one first-level service area from a short table.
import type { ServiceAreaRow } from '../../types.ts';

/** Code below the first level, label, description, and where the plan names it. */
type Second = [second: string, label: string, description: string, source: string];

/** The row of a first-level area, and after it those below it. */
export function area(
  code: string,
  label: string,
  description: string,
  source: string,
  seconds: Second[],
): ServiceAreaRow[] {
  const below = seconds.map(([second, name, text, paragraph]) => ({
    code: `${code}.${second}`,
    parent: code,
    label: name,
    description: text,
    source: paragraph,
  }));
  return [{ code, parent: null, label, description, source }, ...below];
}
