// Members of organisations: who they are, their roles, and never leaving an organisation without an owner.
import type { MemberRole } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import {
  deleteMembership,
  listMembers as selectMembers,
  lockOrganisation,
  updateMembership,
  type MemberRow,
  type StoredOrganisation,
} from '@exchange/db/organisations/queries';
import { canManage } from '../accounts/policy.ts';
import type { Context } from '../context.ts';
import { conflict, forbidden, notFound } from '../errors.ts';
import { getOrganisation, requireMember, unknownOrganisation } from './service.ts';

export async function listMembers(context: Context, viewer: Viewer, slug: string): Promise<{ items: MemberRow[] }> {
  const organisation = await getOrganisation(context.db, slug);
  requireMember(viewer, organisation.id);
  return { items: await selectMembers(context.db, organisation.id) };
}

/** Locks an organisation for an owner, or staff, who changes who belongs to it. */
export async function lockManaged(db: Db, viewer: Viewer, slug: string): Promise<StoredOrganisation> {
  const organisation = await lockOrganisation(db, slug);
  if (!organisation) throw unknownOrganisation();
  if (!canManage(viewer, organisation.id)) throw forbidden('Only an owner looks after the members.');
  return organisation;
}

async function requireAnotherOwner(db: Db, organisationId: string, userId: string): Promise<void> {
  const members = await selectMembers(db, organisationId);
  if (!members.some(({ user, role }) => role === 'owner' && user.id !== userId))
    throw conflict('LAST_OWNER', 'An organisation needs an owner: make somebody else an owner first.');
}

export async function changeMember(
  context: Context,
  viewer: Viewer,
  slug: string,
  userId: string,
  role: MemberRole,
): Promise<{ items: MemberRow[] }> {
  return context.db.transaction(async (trx) => {
    const organisation = await lockManaged(trx, viewer, slug);
    if (role !== 'owner') await requireAnotherOwner(trx, organisation.id, userId);
    if (!(await updateMembership(trx, organisation.id, userId, role))) throw notFound('This member');
    await recordAudit(trx, {
      action: 'organisation.member_changed',
      actor: viewer,
      subjectKind: 'organisation',
      subjectId: organisation.id,
      details: { userId, role },
    });
    return { items: await selectMembers(trx, organisation.id) };
  });
}

/** An owner removes somebody, or a member leaves. */
export async function removeMember(context: Context, viewer: Viewer, slug: string, userId: string): Promise<void> {
  await context.db.transaction(async (trx) => {
    const isLeaving = userId === viewer.id;
    const organisation = isLeaving ? await lockOrganisation(trx, slug) : await lockManaged(trx, viewer, slug);
    if (!organisation) throw unknownOrganisation();
    await requireAnotherOwner(trx, organisation.id, userId);
    if (!(await deleteMembership(trx, organisation.id, userId))) throw notFound('This member');
    await recordAudit(trx, {
      action: isLeaving ? 'organisation.member_left' : 'organisation.member_removed',
      actor: viewer,
      subjectKind: 'organisation',
      subjectId: organisation.id,
      details: { userId },
    });
  });
}
