// People, their sign-in sessions, and the single-use tokens mailed to them.
import type { MemberRole } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { citext, createdAt, id, instant, updatedAt } from '../columns.ts';
import { organisations } from '../organisations/tables.ts';

export const users = pgTable('users', {
  id: id(),
  email: citext().notNull().unique(),
  name: text().notNull(),
  /** argon2id, in its encoded form. */
  passwordHash: text().notNull(),
  isStaff: boolean().notNull().default(false),
  /** Appointed by staff to set the reviewed level of evidence, and nothing else. */
  isReviewer: boolean().notNull().default(false),
  emailVerifiedAt: instant(),
  /** Random; the key of the link that stops all alerts to this person. */
  unsubscribeToken: text().notNull().unique(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/** A person's part in an organisation. */
export const memberships = pgTable(
  'memberships',
  {
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text().$type<MemberRole>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.organisationId, table.userId] }),
    // Serves findViewer: what somebody signed in belongs to.
    index('memberships_user').on(table.userId),
  ],
);

/** One signing in: the family of its refresh tokens. Revoked whole when a used token comes back. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    userAgent: text().notNull().default(''),
    createdAt: createdAt(),
    lastUsedAt: createdAt(),
    revokedAt: instant(),
  },
  (table) => [index('sessions_user').on(table.userId)],
);

export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    id: id(),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    /** SHA-256 of the token; the token itself is never kept. */
    tokenHash: text().notNull().unique(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    createdAt: createdAt(),
  },
  (table) => [index('refresh_tokens_session').on(table.sessionId)],
);

/** Tokens mailed to prove an address or to choose a new password; each works once. */
export const mailedTokens = pgTable(
  'mailed_tokens',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    purpose: text().$type<'verify_email' | 'reset_password'>().notNull(),
    tokenHash: text().notNull().unique(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    createdAt: createdAt(),
  },
  (table) => [index('mailed_tokens_user').on(table.userId)],
);

/** Failed sign-ins, counted per address of mail and per address of network, so that guessing is slow on every replica. */
export const signInFailures = pgTable('sign_in_failures', {
  /** SHA-256 of `mail:<address>` or `net:<address>`. */
  key: text().primaryKey(),
  /** How many of the last quarter of an hour there were at the last one. */
  failures: integer().notNull(),
  /** When the last one was. */
  windowStartedAt: instant().notNull(),
  /** When each of the last quarter of an hour was, the oldest first. */
  recent: instant()
    .array()
    .notNull()
    .default(sql`'{}'`),
});

/** A second factor: codes of an authenticator program (RFC 6238). One a person; none until it is begun. */
export const secondFactors = pgTable('second_factors', {
  userId: uuid()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** The shared secret, encrypted with a key made from EXCHANGE_SECRET: it must be readable to check a code. */
  secret: text().notNull(),
  /** When a first code proved that the program has the secret; until then it is not asked for. */
  confirmedAt: instant(),
  /** The time step of the last code that was used, so that none works twice. */
  lastStep: integer(),
  createdAt: createdAt(),
});

/** Codes for when the authenticator is lost; each works once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of the code; the code itself is never kept. */
    codeHash: text().notNull(),
    usedAt: instant(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('recovery_codes_code').on(table.userId, table.codeHash)],
);

/** Answers already given to a POST that creates, by the key its sender chose; kept for a day. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    /** SHA-256 of method, path and body. */
    requestHash: text().notNull(),
    /** Null while the first request is under way. */
    status: integer(),
    body: jsonb(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('idempotency_keys_user_key').on(table.userId, table.key)],
);
