// Mail and jobs as the exchange team sees them: codes as words, and the way between the pages.
import type {
  AttemptResult,
  DeadJob,
  EmailAttempt,
  EmailKind,
  EmailState,
  SuppressionReason,
} from '@exchange/contracts';
import { moment } from '../format/dates.ts';

export const kindWords: Readonly<Record<EmailKind, string>> = {
  verify_email: 'Verify an address',
  already_registered: 'Registered already',
  reset_password: 'New password',
  security_notice: 'Security of an account',
  invitation: 'Invitation',
  listing_published: 'Listing published',
  changes_requested: 'Changes asked for',
  listing_untouched: 'Is it still right?',
  review_decided: 'Review decided',
  listing_transfer: 'Listing passed on',
  listing_partner: 'Partner of a listing',
  match: 'Match',
  digest: 'Digest of matches',
};

export const stateWords: Readonly<Record<EmailState, string>> = {
  pending: 'Waiting',
  sent: 'Sent',
  kept: 'Kept here',
  failed: 'Failed',
  cancelled: 'Cancelled',
  suppressed: 'Not sent: no mail goes there',
};

const resultWords: Readonly<Record<AttemptResult, string>> = {
  sent: 'Taken on by the mail server',
  kept: 'Kept here, as there is no mail server',
  postponed: 'Put off',
  failed: 'Given up',
  cancelled: 'Not sent: nothing left to tell',
  suppressed: 'Not sent: no mail goes there',
  delayed: 'Heard later: it is delayed',
  bounced: 'Heard later: it came back',
  complained: 'Heard later: its receiver complained',
};

export const suppressionWords: Readonly<Record<SuppressionReason, string>> = {
  hard_bounce: 'Nobody is there: mail came back',
  complaint: 'Its owner complained',
};

export const decisionWords: Readonly<Record<DeadJob['state'], string>> = {
  waiting: 'Waiting for a decision',
  retried: 'Tried again',
  discarded: 'Left',
};

/** A code's word; a kind of a newer version shows as its code. */
export const wordOf = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;

export const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([code, label]) => ({ code, label }));

const places = [
  { label: 'Messages', href: '/staff/emails' },
  { label: 'Kinds', href: '/staff/emails/kinds' },
  { label: 'Addresses without mail', href: '/staff/emails/suppressed' },
  { label: 'Jobs', href: '/staff/jobs' },
] as const;

/** The way between the pages about mail. @param here the address of the one that is open */
export const mailTabs = (here: (typeof places)[number]['href']) =>
  places.map((place) => ({ ...place, current: place.href === here }));

interface HistoryLine {
  key: string;
  when: string | null;
  what: string;
  reply: string | null;
  worker: string | null;
}

/**
 * What happened to a message, in order. An attempt that nothing was written of was cut off: its worker ended before it could.
 * @param attempts how many were begun; the last may be under way
 */
export function historyView(history: readonly EmailAttempt[], attempts: number, isPending: boolean): HistoryLine[] {
  const known = new Set(history.flatMap(({ number }) => number ?? []));
  const lines = history.map(({ number, at, result, reply, worker }, index) => ({
    key: `${index}`,
    order: number ?? Infinity,
    when: moment(at),
    what: `${number === null ? '' : `${number}. `}${resultWords[result]}`,
    reply,
    worker,
  }));
  const missing = Array.from({ length: attempts }, (_, index) => index + 1).filter((number) => !known.has(number));
  const cutOff = missing.map((number) => ({
    key: `missing-${number}`,
    order: number,
    when: null,
    what: `${number}. ${isPending && number === attempts ? 'Under way, or cut off' : 'Cut off before its result could be written down'}`,
    reply: null,
    worker: null,
  }));
  return [...lines, ...cutOff].sort((a, b) => a.order - b.order).map(({ order: _, ...line }) => line);
}
