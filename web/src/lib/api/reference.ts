// The code lists and their labels, kept for ten minutes: they hardly change, and most pages need them.
import type { Reference } from '@exchange/contracts';
import type { Api } from './client.ts';
import { need } from './guard.ts';

const KEEP_MS = 10 * 60_000;
let kept: { at: number; reference: Reference } | undefined;

/** Gives the code lists, or leaves for the error page when the api cannot give them. */
export async function getReference(api: Api): Promise<Reference> {
  if (kept !== undefined && Date.now() - kept.at < KEEP_MS) return kept.reference;
  const reference = need(await api.get<Reference>('/reference'), '/');
  kept = { at: Date.now(), reference };
  return reference;
}

/** Finds a code's label in a list; an unknown code reads as itself. */
export function labelIn(list: readonly { code: string; label: string }[], code: string): string {
  return list.find((entry) => entry.code === code)?.label ?? code;
}
