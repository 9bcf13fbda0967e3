// Mail as it is kept, shown and stopped.
import { z } from 'zod';
import { Id, Instant } from './common.ts';

/** Every kind of message. Account kinds cannot be switched off. */
export const emailKinds = [
  'verify_email',
  'already_registered',
  'reset_password',
  'security_notice',
  'invitation',
  'listing_published',
  'changes_requested',
  'review_decided',
  'listing_untouched',
  'listing_transfer',
  'listing_partner',
  'match',
  'digest',
] as const;
export const EmailKind = z.enum(emailKinds);
export type EmailKind = z.infer<typeof EmailKind>;

/** Mail that gives somebody their account back: it goes to those who complained of mail as well. */
export const accountEmailKinds: readonly EmailKind[] = [
  'verify_email',
  'already_registered',
  'reset_password',
  'security_notice',
];

/** Mail whose link is a secret: what it said is shown to nobody but its receiver. */
export const secretEmailKinds: readonly EmailKind[] = ['verify_email', 'reset_password', 'invitation'];

/** What mail can be about, for those who choose what they get. */
export const mailTopics = {
  matches: 'Matches',
  listings: 'News of your listings',
  reviews: 'Reviews of your listings',
  nudges: 'Reminders',
  transfers: 'Listings passed on and shared',
} as const;
export type MailTopic = keyof typeof mailTopics;
export const MailTopic = z.enum(Object.keys(mailTopics) as [MailTopic, ...MailTopic[]]);

/** What each kind is about; null for account mail, which cannot be switched off and does not stand among the notifications. */
export const topicOf: Readonly<Record<EmailKind, MailTopic | null>> = {
  verify_email: null,
  already_registered: null,
  reset_password: null,
  security_notice: null,
  invitation: null,
  listing_published: 'listings',
  changes_requested: 'reviews',
  review_decided: 'reviews',
  listing_untouched: 'nudges',
  listing_transfer: 'transfers',
  listing_partner: 'transfers',
  match: 'matches',
  digest: 'matches',
};

/** A message as its receiver would see it: `GET /dev/mailbox` and the mailbox page. */
export const KeptEmail = z
  .object({
    id: Id,
    kind: EmailKind,
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    headers: z.record(z.string(), z.string()),
    createdAt: Instant,
  })
  .meta({ id: 'KeptEmail' });
export type KeptEmail = z.infer<typeof KeptEmail>;

/** `suppressed`: not sent, because the address does not take mail, or its owner complained. */
export const EmailState = z.enum(['pending', 'sent', 'kept', 'failed', 'cancelled', 'suppressed']);
export type EmailState = z.infer<typeof EmailState>;

/** A line of the staff's mail log. */
export const EmailLogEntry = z
  .object({
    id: Id,
    kind: EmailKind,
    to: z.string(),
    subject: z.string().nullable(),
    state: EmailState,
    attempts: z.int(),
    error: z.string().nullable(),
    createdAt: Instant,
    sentAt: Instant.nullable(),
  })
  .meta({ id: 'EmailLogEntry' });
export type EmailLogEntry = z.infer<typeof EmailLogEntry>;

/** What an unsubscribe link would stop. `interest` is null when it would stop all alerts. */
export const UnsubscribeView = z
  .object({
    email: z.string(),
    interest: z.object({ id: Id, name: z.string(), frequency: z.string() }).nullable(),
    stopped: z.boolean(),
  })
  .meta({ id: 'UnsubscribeView' });
export type UnsubscribeView = z.infer<typeof UnsubscribeView>;
