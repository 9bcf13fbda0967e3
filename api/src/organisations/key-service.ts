// Keys by which an organisation's own programs use the api: owners make them and take them back.
import { API_KEY_START, MOST_API_KEYS, type ApiKey, type CreateApiKeyBody, type NewApiKey } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import { listMembers, lockOrganisation, type StoredOrganisation } from '@exchange/db/organisations/queries';
import { countApiKeys, insertApiKey, listApiKeys, revokeApiKey } from '@exchange/db/organisations/queries-keys';
import { canManage, isOwner } from '../accounts/policy.ts';
import { mailSecurity } from '../accounts/security-mail.ts';
import { hashToken, newToken } from '../accounts/tokens.ts';
import type { Context } from '../context.ts';
import { conflict, forbidden, notFound } from '../errors.ts';
import { getOrganisation, requireVerified, unknownOrganisation } from './service.ts';

/** So much of a key is kept to tell it from others: six random letters. */
const SHOWN = API_KEY_START.length + 6;
const DAY = 86_400_000;

function requireManager(viewer: Viewer, organisationId: string): void {
  if (!canManage(viewer, organisationId)) throw forbidden('Only an owner looks after the keys.');
}

/** Owners and staff see which keys there are; the keys themselves nobody does. */
export async function listKeys(context: Context, viewer: Viewer, slug: string): Promise<{ items: ApiKey[] }> {
  const organisation = await getOrganisation(context.db, slug);
  requireManager(viewer, organisation.id);
  return { items: await listApiKeys(context.db, organisation.id, context.now()) };
}

/** Makes a key in its maker's name, and tells every owner by mail. @returns the key, which is kept nowhere */
export async function createKey(
  context: Context,
  viewer: Viewer,
  slug: string,
  { name, scope, expiresInDays }: CreateApiKeyBody,
): Promise<NewApiKey> {
  requireVerified(viewer);
  return context.db.transaction(async (trx) => {
    const organisation = await lockOrganisation(trx, slug);
    if (!organisation) throw unknownOrganisation();
    // What is done by a key is done for the organisation, in its maker's name: staff have no such name.
    if (!isOwner(viewer, organisation.id)) throw forbidden('Only an owner makes keys.');
    const now = context.now();
    if ((await countApiKeys(trx, organisation.id, now)) >= MOST_API_KEYS)
      throw conflict(
        'TOO_MANY_KEYS',
        `An organisation has ${String(MOST_API_KEYS)} keys at most: take one back first.`,
      );
    const key = API_KEY_START + newToken();
    const id = await insertApiKey(trx, {
      organisationId: organisation.id,
      userId: viewer.id,
      name,
      scope,
      start: key.slice(0, SHOWN),
      keyHash: hashToken(key),
      expiresAt: new Date(now.getTime() + expiresInDays * DAY),
    });
    await recordAudit(trx, {
      action: 'organisation.key_made',
      actor: viewer,
      subjectKind: 'organisation',
      subjectId: organisation.id,
      details: { name, scope, expiresInDays },
    });
    await tellOwners(trx, organisation, { name, madeBy: viewer.name, writes: scope === 'write' }, now);
    const made = (await listApiKeys(trx, organisation.id, now)).find((one) => one.id === id);
    if (!made) throw new Error('a new key is not among the keys of its organisation');
    return { ...made, key };
  });
}

async function tellOwners(
  db: Db,
  { id, name: organisation, slug }: StoredOrganisation,
  key: { name: string; madeBy: string; writes: boolean },
  at: Date,
): Promise<void> {
  for (const { user, role } of await listMembers(db, id))
    if (role === 'owner') await mailSecurity(db, user, 'api_key_made', at, { key: { ...key, organisation, slug } });
}

/** Takes a key back: it stops working at once. */
export async function revokeKey(context: Context, viewer: Viewer, slug: string, id: string): Promise<void> {
  await context.db.transaction(async (trx) => {
    const organisation = await lockOrganisation(trx, slug);
    if (!organisation) throw unknownOrganisation();
    requireManager(viewer, organisation.id);
    const name = await revokeApiKey(trx, organisation.id, id, context.now());
    if (name === undefined) throw notFound('This key');
    await recordAudit(trx, {
      action: 'organisation.key_taken_back',
      actor: viewer,
      subjectKind: 'organisation',
      subjectId: organisation.id,
      details: { name },
    });
  });
}
