// What the fields of a form know of it: what fills them in, and what is wrong.
import { createContext } from 'svelte';
import type { Problem } from './problems.ts';
import type { Values } from './read.ts';

export interface FormState {
  readonly values: Values;
  readonly problems: readonly Problem[];
}

export const [getFormState, setFormState] = createContext<FormState>();

/** The first problem of a field; of a group, also that of one of its members. */
export function problemOf(state: FormState, path: string, withMembers = false): string | undefined {
  return state.problems.find((one) => one.path === path || (withMembers && one.path.startsWith(`${path}.`)))?.message;
}
