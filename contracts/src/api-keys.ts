// Keys by which an organisation's own programs use the api, each for that organisation alone.
import { z } from 'zod';
import { Id, Instant, text } from './common.ts';

/** What every key begins with, so that a lost one is found by those who look for secrets. */
export const API_KEY_START = 'ixk_';

export const apiKeyScopes = {
  read: 'Read what its members see: its listings, interests and matches',
  write: 'Write as an editor: its listings and interests, and marks on matches. Reading is part of it',
} as const;
export const ApiKeyScope = z.enum(Object.keys(apiKeyScopes) as [keyof typeof apiKeyScopes]);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

/** The most an organisation may have that work, and how long one may work, in days. */
export const MOST_API_KEYS = 20;
export const LONGEST_API_KEY = 366;

export const CreateApiKeyBody = z.strictObject({
  /** What it is for, as the owners call it. */
  name: text(100, 1),
  scope: ApiKeyScope.default('read'),
  expiresInDays: z
    .int('must be a whole number of days')
    .min(1, 'must be at least 1')
    .max(LONGEST_API_KEY, `must be at most ${String(LONGEST_API_KEY)}`)
    .default(90),
});
export type CreateApiKeyBody = z.infer<typeof CreateApiKeyBody>;

export const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    /** How it begins: enough to tell it from others. */
    start: z.string(),
    scope: ApiKeyScope,
    /** Whoever made it. It works for as long as they are an owner. */
    madeBy: z.string(),
    createdAt: Instant,
    expiresAt: Instant,
    /** To the hour. */
    lastUsedAt: Instant.nullable(),
    /** It works now: it has not expired, and its maker is an owner still. */
    works: z.boolean(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

/** A new key. `key` is told this once and kept nowhere. */
export const NewApiKey = ApiKey.extend({ key: z.string() }).meta({ id: 'NewApiKey' });
export type NewApiKey = z.infer<typeof NewApiKey>;
