// A kept message as the mailbox shows it: its text with the links made live, its HTML for a frame of its own.
import type { KeptEmail } from '@exchange/contracts';
import { moment } from '../format/dates.ts';

export interface TextPart {
  text: string;
  href: string | null;
}

/** Parts a plain text at its web addresses; a full stop or bracket after one is not of it. */
export function linkParts(text: string): TextPart[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, href: /^https?:\/\//.test(part) ? part : null }));
}

export function messageView(email: KeptEmail) {
  return {
    id: email.id,
    to: email.to,
    subject: email.subject,
    sent: moment(email.createdAt),
    text: linkParts(email.text),
    headers: Object.entries(email.headers).map(([name, value]) => ({ name, value })),
  };
}
