// What the workers are told by their environment, read once; a mistake stops them with a sentence that says what to do.
import { z } from 'zod';
import { readDkimKey, type DkimKey } from './mail/dkim.ts';
import type { Periods } from './records/prune-records.ts';

const empty = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional());
const withDefault = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema);
const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};
const address = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `must be an address like ${example}` });
const origin = (fallback: string) =>
  withDefault(
    address(/^https?$/, fallback)
      .default(fallback)
      .transform((url) => url.replace(/\/+$/, '')),
  );

const MAILBOX = 'imaps://user:password@host/INBOX';

export const WorkersConfigSchema = z.object({
  /** The PostgreSQL of the exchange. */
  DATABASE_URL: withDefault(address(/^postgres(ql)?$/, 'postgres://user:password@host:5432/exchange')),
  /** The Redis that holds the queue; unset, the queue lies in PostgreSQL. */
  REDIS_URL: optional(address(/^rediss?$/, 'redis://host:6379')),
  /** The Meilisearch to index in, and its key; unset, the index lies in PostgreSQL. */
  MEILI_URL: optional(address(/^https?$/, 'http://host:7700')),
  MEILI_KEY: optional(z.string()),
  /** The mail server; unset, mail is kept and can be read at /dev/mailbox. */
  SMTP_URL: optional(address(/^smtps?$/, 'smtp://user:password@host:587')),
  /** The mailbox that bounces and complaints come into, read every few minutes; unset, none is. Its path names the folder. */
  MAIL_REPORTS_IMAP_URL: optional(
    address(/^imaps?$/, MAILBOX).refine((url) => {
      const { username, password } = new URL(url);
      return username !== '' && password !== '';
    }, `must name a user and a password, like ${MAILBOX}`),
  ),
  /** Messages a minute in all, and to one domain, from all workers together; 0: as many as there are. */
  MAIL_RATE_PER_MINUTE: withDefault(whole(0, 1_000_000).default(0)),
  MAIL_RATE_PER_DOMAIN_PER_MINUTE: withDefault(whole(0, 1_000_000).default(0)),
  /** What mail is signed with (DKIM): all of them, or none. The key is RSA in PEM, given here or in a file. */
  MAIL_DKIM_DOMAIN: optional(z.hostname('must be a domain, like example.org')),
  MAIL_DKIM_SELECTOR: optional(z.hostname('must be a name as in DNS, like exchange2026')),
  MAIL_DKIM_PRIVATE_KEY: optional(z.string()),
  MAIL_DKIM_PRIVATE_KEY_FILE: optional(z.string()),
  /** What mail is sent from: an address, or a name and an address. */
  MAIL_FROM: withDefault(
    z
      .string()
      .regex(
        /^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/,
        'must be an address, or a name and an address, like Name <name@example.org>',
      )
      .default('Innovation Exchange <exchange@localhost>'),
  ),
  /** How many seconds (0–60) a mail sent at once waits for what else is found for its reader; 0: it waits for nothing. */
  MAIL_GATHER_SECONDS: withDefault(whole(0, 60).default(10)),
  /** Where people reach the web, and mail programs the api: what links in mail begin with. */
  WEB_PUBLIC_URL: origin('http://localhost:3000'),
  API_PUBLIC_URL: origin('http://localhost:4000'),
  /** For how many days each is kept: words of mail, its line in the log, notifications (read, and all), jobs that were decided on. */
  KEEP_MAIL_TEXT_DAYS: withDefault(whole(1, 3_650).default(90)),
  // Reminders go by what was mailed in the last months.
  KEEP_MAIL_LOG_DAYS: withDefault(whole(400, 36_500).default(730)),
  KEEP_READ_NOTIFICATIONS_DAYS: withDefault(whole(1, 3_650).default(180)),
  KEEP_NOTIFICATIONS_DAYS: withDefault(whole(1, 3_650).default(365)),
  KEEP_DECIDED_JOBS_DAYS: withDefault(whole(1, 3_650).default(90)),
  LOG_LEVEL: withDefault(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info')),
  /** That of the api: proves that staff ask for the board of the queues; unset, there is no board. */
  EXCHANGE_SECRET: optional(z.string().min(32, 'must be 32 characters or more, the same as the api has')),
  /** Answers /healthz, /readyz and /metrics here, and shows staff the queues; unset, nowhere. */
  WORKERS_PORT: optional(whole(0, 65_535)),
  /** After how many seconds (2–600) another worker takes over what a dead one held. */
  WORKERS_LEASE_SECONDS: withDefault(whole(2, 600).default(30)),
});
export type WorkersConfig = z.infer<typeof WorkersConfigSchema> & { dkim: DkimKey | undefined };

/** How long what is kept for a time is kept, in days. */
export const periodsOf = (config: WorkersConfig): Periods => ({
  mailText: config.KEEP_MAIL_TEXT_DAYS,
  mailLog: config.KEEP_MAIL_LOG_DAYS,
  readNotifications: config.KEEP_READ_NOTIFICATIONS_DAYS,
  notifications: config.KEEP_NOTIFICATIONS_DAYS,
  decidedJobs: config.KEEP_DECIDED_JOBS_DAYS,
});

/** Reads the environment. @throws an Error that names every setting that is missing or wrong */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): WorkersConfig {
  const result = WorkersConfigSchema.safeParse(environment);
  const refuse = (problem: string, cause?: unknown) =>
    new Error(`The workers cannot start: ${problem}. See .env.example.`, { cause });
  if (!result.success)
    throw refuse(result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '));
  try {
    return { ...result.data, dkim: readDkimKey(result.data) };
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error), error);
  }
}
