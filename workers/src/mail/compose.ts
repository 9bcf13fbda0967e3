// What composing a message gives: the same for every kind.
import type { ClaimedEmail } from '@exchange/db/emails/sending';
import type { Mail } from './render.ts';

export interface Composed {
  mail: Mail;
  headers: Record<string, string>;
}
/** A message, or why there is nothing left to tell. */
export type Composition = Composed | { nothingLeft: string };
export type Compose = (email: ClaimedEmail) => Promise<Composition>;
/** Reads what a batch of messages needs in a few queries. @returns what composes each of them */
export type Prepare = (emails: readonly ClaimedEmail[]) => Promise<Compose>;
