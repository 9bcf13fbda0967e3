// What the fields of a form know of it: what fills them in, and what is wrong.
import { createContext } from 'svelte';
import type { Problem } from './problems.ts';
import type { Values } from './read.ts';

/** Something to read at a field that is not wrong: a warning, or what a reviewer said of it. */
export interface Note {
  path: string;
  kind: 'warning' | 'comment';
  text: string;
  /** Who said it and when. */
  by?: string;
}

export interface FormState {
  readonly values: Values;
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
}

export const [getFormState, setFormState] = createContext<FormState>();

/** The first problem of a field; of a group, also that of one of its members. */
export function problemOf(state: FormState, path: string, withMembers = false): string | undefined {
  return state.problems.find((one) => one.path === path || (withMembers && one.path.startsWith(`${path}.`)))?.message;
}

export const notesOf = (state: FormState, path: string): Note[] => state.notes.filter((one) => one.path === path);
