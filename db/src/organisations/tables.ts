// Organisations and the identifiers they are known by.
import type { ApiKeyScope, LegalForm, MemberRole, OrganisationRole, Region } from '@exchange/contracts';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { citext, createdAt, id, instant, updatedAt } from '../columns.ts';

export const organisations = pgTable('organisations', {
  id: id(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  roles: text().array().$type<OrganisationRole[]>().notNull(),
  legalForm: text().$type<LegalForm>(),
  /** Where it is at home (ITL1); what a listing covers stands on the listing. */
  regions: text().array().$type<Region[]>().notNull().default([]),
  website: text(),
  description: text().notNull().default(''),
  /** When staff checked it against its register; null until then. */
  verifiedAt: instant(),
  /** Its listings are published without review, and sampled. */
  isTrusted: boolean().notNull().default(false),
  isDemonstration: boolean().notNull().default(false),
  version: integer().notNull().default(1),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const organisationIdentifiers = pgTable(
  'organisation_identifiers',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    /** An org-id.guide scheme, such as GB-CHC. */
    scheme: text().notNull(),
    identifier: text().notNull(),
  },
  (table) => [
    // One organisation a register entry: the import finds it by this, and nobody can list under another's number.
    uniqueIndex('organisation_identifiers_identifier').on(table.scheme, table.identifier),
    index('organisation_identifiers_organisation').on(table.organisationId),
  ],
);

/** Invitations to act for an organisation, by mail; each link works once. */
export const organisationInvitations = pgTable(
  'organisation_invitations',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    email: citext().notNull(),
    role: text().$type<MemberRole>().notNull(),
    /** SHA-256 of the token in the link; the token itself is never kept here. */
    tokenHash: text().notNull().unique(),
    /** The person who invited; not a foreign key: the invitation outlives the account. */
    invitedBy: uuid().notNull(),
    /** The name shown to whom it was sent; null in invitations older than this column. */
    invitedByName: text(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    /** When an owner took it back, or a newer one to the same address took its place. */
    revokedAt: instant(),
    /** How often it was mailed, each time with a new token. */
    timesSent: integer().notNull().default(1),
    lastSentAt: instant().notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (table) => [index('organisation_invitations_organisation').on(table.organisationId, table.email)],
);

/** Keys by which an organisation's own programs use the api. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: id(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    /** Whoever made it: what is done by it is done in their name, for as long as they are an owner. */
    userId: uuid().notNull(),
    name: text().notNull(),
    /** How the key begins; the rest is never kept. */
    start: text().notNull(),
    /** SHA-256 of the key: it has 256 random bits, so a slow hash would add nothing. */
    keyHash: text().notNull().unique(),
    scope: text().$type<ApiKeyScope>().notNull(),
    expiresAt: instant().notNull(),
    /** To the hour. */
    lastUsedAt: instant(),
    revokedAt: instant(),
    createdAt: createdAt(),
  },
  // Serves listApiKeys: those that were not taken back.
  (table) => [
    index('api_keys_organisation')
      .on(table.organisationId)
      .where(sql`${table.revokedAt} is null`),
  ],
);
