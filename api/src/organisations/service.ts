// Organisations: making, changing and checking them. An identifier belongs to one organisation only.
import type {
  CreateOrganisationBody,
  NamedOrganisation,
  Organisation,
  OrganisationSearch,
  UpdateOrganisationBody,
} from '@exchange/contracts';
import type { Viewer } from '@exchange/db/accounts/queries';
import type { Db } from '@exchange/db';
import { recordAudit } from '@exchange/db/moderation/queries';
import {
  findIdentifierHolders,
  findOrganisation,
  findOrganisationsNamed,
  insertMembership,
  insertOrganisation,
  lockOrganisation,
  replaceIdentifiers,
  updateOrganisation as saveOrganisation,
  type IdentifierOf,
  type StoredOrganisation,
} from '@exchange/db/organisations/queries';
import { appendToOutbox } from '@exchange/db/outbox/queries';
import { canManage, canModerate, isMember } from '../accounts/policy.ts';
import type { Context } from '../context.ts';
import { ApiError, conflict, forbidden, invalid, notFound, staleVersion } from '../errors.ts';
import { toSlug } from '../slugs.ts';

export const unknownOrganisation = () => notFound('This organisation');

/** Writing begins with an address that is proven. */
export function requireVerified(viewer: Viewer): void {
  if (!viewer.emailVerified)
    throw forbidden('Open the link that we mailed to you first: it proves your address.', 'EMAIL_NOT_VERIFIED');
}

/** What everybody may see. */
export function toPublic({ isTrusted: _, ...organisation }: StoredOrganisation): Organisation {
  return organisation;
}

export async function getOrganisation(db: Db, slugOrId: string): Promise<StoredOrganisation> {
  const organisation = await findOrganisation(db, slugOrId);
  if (!organisation) throw unknownOrganisation();
  return organisation;
}

/** For who is signed in with a proven address: what is public of each, but not the list of all for everybody. */
export async function findOrganisations(
  context: Context,
  viewer: Viewer,
  { q, limit }: OrganisationSearch,
): Promise<NamedOrganisation[]> {
  requireVerified(viewer);
  return findOrganisationsNamed(context.db, q, limit);
}

export async function createOrganisation(
  context: Context,
  viewer: Viewer,
  body: CreateOrganisationBody,
): Promise<Organisation> {
  requireVerified(viewer);
  const { identifiers, ...values } = body;
  requireEachOnce(identifiers);
  return context.db.transaction(async (trx) => {
    const id = await insertOrganisation(trx, toSlug(body.name, 'organisation'), values);
    await giveIdentifiers(trx, id, identifiers);
    await insertMembership(trx, { organisationId: id, userId: viewer.id, role: 'owner' });
    await recordAudit(trx, {
      action: 'organisation.created',
      actor: viewer,
      subjectKind: 'organisation',
      subjectId: id,
    });
    return toPublic(await getOrganisation(trx, id));
  });
}

function requireEachOnce(identifiers: readonly IdentifierOf[]): void {
  const repeated = identifiers.findIndex((one, index) =>
    identifiers.slice(0, index).some((other) => other.scheme === one.scheme && other.id === one.id),
  );
  if (repeated >= 0) throw invalid([{ path: `identifiers.${String(repeated)}`, message: 'must not be given twice' }]);
}

async function giveIdentifiers(db: Db, organisationId: string, identifiers: readonly IdentifierOf[]): Promise<void> {
  const taken = await replaceIdentifiers(db, organisationId, identifiers);
  if (!taken) return;
  const [held] = await findIdentifierHolders(db, [taken]);
  const holder = held && (await findOrganisation(db, held.organisationId));
  const index = identifiers.indexOf(taken);
  throw new ApiError(
    409,
    'IDENTIFIER_TAKEN',
    `${taken.scheme} ${taken.id} belongs to ${holder?.name ?? 'another organisation'} here. If that is you, ask one of its owners to invite you; if it is not, tell the exchange team.`,
    { fields: [{ path: `identifiers.${String(Math.max(0, index))}`, message: 'belongs to another organisation' }] },
  );
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const byScheme = (identifiers: readonly IdentifierOf[]) =>
  identifiers.map(({ scheme, id }) => `${scheme} ${id}`).sort();

/** Names of the parts that a change gives and that differ. */
function changedFields(before: StoredOrganisation, { version: _, ...body }: UpdateOrganisationBody): string[] {
  return Object.entries(body).flatMap(([field, value]: [string, unknown]) => {
    if (value === undefined) return [];
    const old = before[field as keyof StoredOrganisation];
    if (field === 'identifiers')
      return isSame(byScheme(before.identifiers), byScheme(value as IdentifierOf[])) ? [] : [field];
    return isSame(old, value) ? [] : [field];
  });
}

/**
 * Changes an organisation. A member who changes its name or its identifiers takes back the exchange team's word for it:
 * it has to be checked again.
 */
export async function updateOrganisation(
  context: Context,
  viewer: Viewer,
  slugOrId: string,
  body: UpdateOrganisationBody,
): Promise<Organisation> {
  return context.db.transaction(async (trx) => {
    const before = await lockOrganisation(trx, slugOrId);
    if (!before) throw unknownOrganisation();
    if (!canManage(viewer, before.id)) throw forbidden('Only an owner changes an organisation.');
    if (body.version !== before.version) throw staleVersion(before.version);
    const changed = changedFields(before, body);
    if (changed.length === 0) return toPublic(before);
    const { version: _, identifiers, ...values } = body;
    requireEachOnce(identifiers ?? []);
    if (identifiers && changed.includes('identifiers')) await giveIdentifiers(trx, before.id, identifiers);
    const isIdentity = changed.includes('name') || changed.includes('identifiers');
    const mustBeChecked = isIdentity && !canModerate(viewer);
    await saveOrganisation(trx, before.id, {
      ...values,
      ...(mustBeChecked ? { verifiedAt: null, isTrusted: false } : {}),
    });
    await recordAudit(trx, {
      action: 'organisation.changed',
      actor: viewer,
      subjectKind: 'organisation',
      subjectId: before.id,
      details: { changed, ...(mustBeChecked && before.verified ? { verification: 'withdrawn' } : {}) },
    });
    if (isIdentity) await appendToOutbox(trx, 'organisation.changed', { organisationId: before.id });
    return toPublic(await getOrganisation(trx, before.id));
  });
}

/** Staff: its identifiers were checked against their registers. */
export async function verifyOrganisation(context: Context, viewer: Viewer, id: string): Promise<StoredOrganisation> {
  return moderate(context, viewer, id, 'organisation.verified', {}, (before) => {
    if (before.identifiers.length === 0)
      throw conflict('NOTHING_TO_VERIFY', 'This organisation has no identifier that could be checked.');
    return before.verified ? undefined : { verifiedAt: context.now() };
  });
}

/** Staff: whether its listings are published without review. */
export async function trustOrganisation(
  context: Context,
  viewer: Viewer,
  id: string,
  trusted: boolean,
): Promise<StoredOrganisation> {
  return moderate(context, viewer, id, 'organisation.trust_changed', { trusted }, (before) =>
    before.isTrusted === trusted ? undefined : { isTrusted: trusted },
  );
}

async function moderate(
  context: Context,
  viewer: Viewer,
  id: string,
  action: string,
  details: Record<string, unknown>,
  decide: (before: StoredOrganisation) => { verifiedAt?: Date; isTrusted?: boolean } | undefined,
): Promise<StoredOrganisation> {
  requireStaff(viewer);
  return context.db.transaction(async (trx) => {
    const before = await lockOrganisation(trx, id);
    if (!before) throw unknownOrganisation();
    const change = decide(before);
    if (!change) return before;
    await saveOrganisation(trx, before.id, change);
    await recordAudit(trx, { action, actor: viewer, subjectKind: 'organisation', subjectId: before.id, details });
    if (change.verifiedAt) await appendToOutbox(trx, 'organisation.changed', { organisationId: before.id });
    return getOrganisation(trx, before.id);
  });
}

export function requireStaff(viewer: Viewer): void {
  if (!canModerate(viewer)) throw forbidden('This is for the exchange team.');
}

/** Members and staff only; to others an organisation's inside does not exist. */
export function requireMember(viewer: Viewer, organisationId: string): void {
  if (!canModerate(viewer) && !isMember(viewer, organisationId))
    throw forbidden('This is for members of the organisation.');
}
