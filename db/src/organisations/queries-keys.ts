// Keys by which an organisation's own programs use the api.
import type { ApiKey, ApiKeyScope } from '@exchange/contracts';
import { and, count, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { memberships, users } from '../accounts/tables.ts';
import type { Viewer } from '../accounts/queries.ts';
import type { Db } from '../index.ts';
import { apiKeys } from './tables.ts';

/** A use is written down at most once in this time, so that reading does not write each time. In milliseconds. */
const USE_NOTED_EVERY = 3_600_000;

/** Its maker's membership, which must be an owner's for the key to work. */
const ofItsMaker = and(
  eq(memberships.organisationId, apiKeys.organisationId),
  eq(memberships.userId, apiKeys.userId),
  eq(memberships.role, 'owner'),
);

export async function insertApiKey(db: Db, values: typeof apiKeys.$inferInsert): Promise<string> {
  const [row] = await db.insert(apiKeys).values(values).returning({ id: apiKeys.id });
  if (!row) throw new Error('the database gave no row for a new key');
  return row.id;
}

/** Those that were not taken back, expired ones too, the newest first. */
export async function listApiKeys(db: Db, organisationId: string, now: Date): Promise<ApiKey[]> {
  const rows = await db
    .select({ key: apiKeys, madeBy: users.name, role: memberships.role })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.userId))
    .leftJoin(memberships, ofItsMaker)
    .where(and(eq(apiKeys.organisationId, organisationId), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.id))
    .limit(200);
  return rows.map(({ key, madeBy, role }) => ({
    id: key.id,
    name: key.name,
    start: key.start,
    scope: key.scope,
    madeBy: madeBy ?? 'Somebody who has left the exchange',
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    works: role !== null && key.expiresAt > now,
  }));
}

/** How many were neither taken back nor have expired. */
export async function countApiKeys(db: Db, organisationId: string, now: Date): Promise<number> {
  const [row] = await db
    .select({ standing: count() })
    .from(apiKeys)
    .where(and(eq(apiKeys.organisationId, organisationId), isNull(apiKeys.revokedAt), gt(apiKeys.expiresAt, now)));
  return row?.standing ?? 0;
}

/** @returns its name, or undefined when the organisation has none such that still stands */
export async function revokeApiKey(db: Db, organisationId: string, id: string, now: Date): Promise<string | undefined> {
  const [row] = await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.organisationId, organisationId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ name: apiKeys.name });
  return row?.name;
}

/** Whoever made a key that works, as a member of that one organisation and nothing more; what it may do beside. */
export async function findKeyHolder(
  db: Db,
  keyHash: string,
  now: Date,
): Promise<{ viewer: Viewer; scope: ApiKeyScope } | undefined> {
  const [row] = await db
    .select({ key: apiKeys, user: users })
    .from(apiKeys)
    .innerJoin(memberships, ofItsMaker)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(and(eq(apiKeys.keyHash, keyHash), isNull(apiKeys.revokedAt), gt(apiKeys.expiresAt, now)));
  if (!row) return undefined;
  const { key, user } = row;
  const viewer: Viewer = {
    id: user.id,
    name: user.name,
    email: user.email,
    isStaff: false,
    isReviewer: false,
    emailVerified: user.emailVerifiedAt !== null,
    sessionId: key.id,
    apiKey: { id: key.id, name: key.name },
    memberships: new Map([[key.organisationId, key.scope === 'write' ? 'editor' : 'viewer']]),
  };
  if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() >= USE_NOTED_EVERY)
    await db
      .update(apiKeys)
      .set({ lastUsedAt: sql`greatest(${apiKeys.lastUsedAt}, ${now.toISOString()}::timestamptz)` })
      .where(eq(apiKeys.id, key.id));
  return { viewer, scope: key.scope };
}
