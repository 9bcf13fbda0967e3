// Refuses passwords that are guessed early: those often used or leaked, simple patterns, and what is known of the person.
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { invalid } from '../errors.ts';

/** Passwords found by fewer guesses are refused: what the library calls "very guessable" (Wheeler, USENIX Security 2016). */
const FEWEST_GUESSES = 1_000_000;
/** Only so many characters are looked at, for looking takes longer with each; more make no password weaker. */
const LOOKED_AT = 40;
/** Words that everybody would try here (ASVS 5.0, 6.2.11). */
const OURS = ['innovation', 'exchange', 'innovationexchange'];

interface Owner {
  email: string;
  name?: string | undefined;
}

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Loaded when a first password is chosen: its list is long. */
async function load(): Promise<ZxcvbnFactory> {
  const [core, common] = await Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]);
  const dictionary = { passwords: common.dictionary['passwords-common'] };
  return new core.ZxcvbnFactory({ dictionary, graphs: common.adjacencyGraphs });
}

/** Everything that somebody may be called, whole and in parts. */
function wordsOf({ email, name = '' }: Owner): string[] {
  const [mailbox = ''] = email.split('@');
  const parts = [...mailbox.split(/[._+-]/), ...name.split(/\s+/)];
  return [email, mailbox, mailbox.replace(/[._+-]/g, ''), name.replace(/\s/g, ''), ...parts];
}

/** Whether a password is among the 49,233 most often used (ASVS 5.0, 6.2.4 and 6.2.12), made from one, or from who it is for. */
export async function isGuessedEarly(password: string, owner: Owner): Promise<boolean> {
  estimator ??= load();
  const known = [...OURS, ...wordsOf(owner)].filter((word) => word.length > 2);
  return (await estimator).check(password.slice(0, LOOKED_AT), known).guesses < FEWEST_GUESSES;
}

/** @throws 422 WEAK_PASSWORD that names the field `password` */
export async function requireStrong(password: string, owner: Owner): Promise<void> {
  if (!(await isGuessedEarly(password, owner))) return;
  const message = 'must be harder to guess: three words that do not belong together make a good one';
  throw invalid([{ path: 'password', message }], 'WEAK_PASSWORD');
}
