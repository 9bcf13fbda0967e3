// How mail fares on its way: every attempt, the addresses that take none, and the jobs that were given up.
import { z } from 'zod';
import { EmailKind, EmailLogEntry } from './emails.ts';
import { Id, Instant, text } from './common.ts';

/** What came of one attempt, or what was heard of a message afterwards (the last three, from reports by mail). */
export const attemptResults = [
  'sent',
  'kept',
  'postponed',
  'failed',
  'cancelled',
  'suppressed',
  'delayed',
  'bounced',
  'complained',
] as const;
export const AttemptResult = z.enum(attemptResults);
export type AttemptResult = z.infer<typeof AttemptResult>;

export const EmailAttempt = z
  .object({
    /** Counts from 1; null for what was heard afterwards. */
    number: z.int().nullable(),
    at: Instant,
    result: AttemptResult,
    /** What the mail server said, or why there was nothing to say to it. */
    reply: z.string().nullable(),
    /** The program that tried; null for what was heard afterwards. */
    worker: z.string().nullable(),
  })
  .meta({ id: 'EmailAttempt' });
export type EmailAttempt = z.infer<typeof EmailAttempt>;

/** A listing that a message tells of, and the matches of its receiver behind it. */
export const EmailSubject = z
  .object({
    listing: z.object({ id: Id, slug: z.string().nullable(), title: z.string().nullable() }),
    matches: z.array(z.object({ id: Id, interestName: z.string() })),
  })
  .meta({ id: 'EmailSubject' });
export type EmailSubject = z.infer<typeof EmailSubject>;

/** One message for staff: what it said, why it was written, and how it fared. Secrets of account mail are never in it. */
export const EmailDetail = EmailLogEntry.extend({
  key: z.string(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  about: z.array(EmailSubject),
  /** Not to be tried before; null once it is settled. */
  nextAttemptAt: Instant.nullable(),
  history: z.array(EmailAttempt),
  /** The message that this one sends again. */
  resendOf: Id.nullable(),
  /** Why it cannot be sent again; null when it can. */
  notResendable: z.string().nullable(),
}).meta({ id: 'EmailDetail' });
export type EmailDetail = z.infer<typeof EmailDetail>;

/** Why something was done, in the words of whoever did it; kept in the history. */
export const WithReason = z.strictObject({ reason: text(500, 1) });
export type WithReason = z.infer<typeof WithReason>;

export const SuppressionReason = z.enum(['hard_bounce', 'complaint']);
export type SuppressionReason = z.infer<typeof SuppressionReason>;

/** An address that takes no mail. */
export const Suppression = z
  .object({
    id: Id,
    address: z.string(),
    reason: SuppressionReason,
    /** What the mail server or the complaint said. */
    detail: z.string().nullable(),
    since: Instant,
    /** The message that it was about. */
    emailId: Id.nullable(),
  })
  .meta({ id: 'Suppression' });
export type Suppression = z.infer<typeof Suppression>;

/** What was made of a report by mail: `POST /mail/events`. */
export const MailReportResult = z
  .object({
    /** `unknown`: not a report, or not about mail of ours; nothing was done. */
    outcome: z.enum(['bounced', 'delayed', 'complained', 'ignored', 'unknown']),
    emailIds: z.array(Id),
  })
  .meta({ id: 'MailReportResult' });
export type MailReportResult = z.infer<typeof MailReportResult>;

/** A kind of message with made-up content, as the workers of this version write it. */
export const EmailPreview = z
  .object({ kind: EmailKind, subject: z.string(), text: z.string(), html: z.string(), madeAt: Instant })
  .meta({ id: 'EmailPreview' });
export type EmailPreview = z.infer<typeof EmailPreview>;

/** A job, or a fact that led to none, that was given up. */
export const DeadJob = z
  .object({
    id: Id,
    source: z.enum(['job', 'fact']),
    name: z.string(),
    payload: z.record(z.string(), z.unknown()),
    error: z.string(),
    attempts: z.int(),
    failedAt: Instant,
    state: z.enum(['waiting', 'retried', 'discarded']),
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
  })
  .meta({ id: 'DeadJob' });
export type DeadJob = z.infer<typeof DeadJob>;

/** How the work behind the pages stands. */
export const WorkStatus = z
  .object({
    /** Facts that no relay has taken yet, and facts handed on whose jobs are not done. */
    outbox: z.object({ waiting: z.int(), oldest: Instant.nullable(), open: z.int() }),
    emails: z.object({ pending: z.int(), oldestDue: Instant.nullable() }),
    /** Jobs by queue and state, as the workers last counted them; null before they first did. */
    queues: z.object({ at: Instant, counts: z.record(z.string(), z.record(z.string(), z.int())) }).nullable(),
    dead: z.int(),
  })
  .meta({ id: 'WorkStatus' });
export type WorkStatus = z.infer<typeof WorkStatus>;

/**
 * Whether an enhanced status code (RFC 3463) says that an address will never take mail. What speaks of a full mailbox, of the
 * message, of the network or of a policy (5.2.2–5.2.4, 5.3, 5.4 but for 5.4.4, 5.6, 5.7) says nothing of the kind.
 * @param status such as 5.1.1
 */
export function meansNoSuchAddress(status: string): boolean {
  return /^5\.(?:0\.\d{1,3}|1\.(?!7$|8$)\d{1,3}|2\.[01]|4\.4|5\.0)$/.test(status);
}
