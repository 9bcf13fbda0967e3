// The small schemas every noun shares: ids, money, dates, pages, and the one error shape.
import { z } from 'zod';
import { cleanText } from './clean-text.ts';

/** A UUID (version 7 when made here), as text. */
export const Id = z.uuid();

/** A lower-case URL name: letters, digits and single hyphens, 1–120 characters. */
export const Slug = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case letters, numbers and hyphens');

/** Whole pounds, 0 to 1,000,000,000. */
export const Pounds = z
  .int('must be whole pounds, without pence')
  .min(0, 'must be £0 or more')
  .max(1_000_000_000, 'must be £1,000,000,000 or less');

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime();

/** The version a client last saw; sent back with every PATCH. Counts from 1. */
export const Version = z.int().min(1);

/** Characters that have no place in text: controls but tab and line breaks, and unpaired surrogates. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/u;

/** Text of a person: what was pasted along cleaned away, trimmed, `min`–`max` characters (UTF-16 units), kept as typed otherwise. */
export function text(max: number, min = 0) {
  const base = z
    .string()
    .overwrite(cleanText)
    .trim()
    .max(max, `must be ${max.toLocaleString('en-GB')} characters or fewer`);
  const sized = min > 0 ? base.min(min, min === 1 ? 'must not be empty' : `must be ${min} characters or more`) : base;
  return sized.refine((value) => !UNSAFE.test(value), 'must not contain control characters');
}

/** An http or https address of at most 2,000 characters, with no user name or password in it. */
export const WebAddress = z
  .url({
    protocol: /^https?$/,
    hostname: z.regexes.domain,
    error: 'must be a web address that starts with https:// or http://',
  })
  .max(2000, 'must be 2,000 characters or fewer')
  .refine((value) => !/^https?:\/\/[^/]*@/.test(value), 'must not contain a user name or password');

/** An e-mail address, compared without regard to case; at most 254 characters (RFC 5321, 4.5.3.1.3). */
export const EmailAddress = z
  .string()
  .trim()
  .max(254, 'must be 254 characters or fewer')
  .pipe(z.email('must be an email address, like name@example.org'));

/** How many to give (1–100, 20 unless told) and where to go on from. */
export const PageRequest = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
});
export type PageRequest = z.infer<typeof PageRequest>;

/** A page of `item`s; `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** One field that is missing or wrong: a dotted path into the body, and what is expected. */
export const FieldProblem = z.object({ path: z.string(), message: z.string() }).meta({ id: 'FieldProblem' });
export type FieldProblem = z.infer<typeof FieldProblem>;

/** The one shape of every error. `code` is stable, `message` is for people. */
export const ErrorBody = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      fields: z.array(FieldProblem).optional(),
      /** With STALE_VERSION: the version that now stands. */
      currentVersion: z.int().optional(),
      requestId: z.string(),
    }),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof ErrorBody>;
