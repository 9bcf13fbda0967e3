// Members of organisations: who they are, inviting them by mail, and never leaving an organisation without an owner.
import type { MemberRole, Organisation } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { updateUser, type Viewer } from '@exchange/db/accounts/queries';
import { requestEmail } from '@exchange/db/emails/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import {
  deleteMembership,
  insertInvitation,
  insertMembership,
  listMembers as selectMembers,
  lockInvitation,
  lockOrganisation,
  markInvitationAccepted,
  updateMembership,
  type MemberRow,
  type StoredOrganisation,
} from '@exchange/db/organisations/queries';
import { canManage } from '../accounts/policy.ts';
import { hashToken, newToken } from '../accounts/tokens.ts';
import type { Context } from '../context.ts';
import { ApiError, conflict, forbidden, notFound } from '../errors.ts';
import { getOrganisation, requireMember, requireVerified, toPublic, unknownOrganisation } from './service.ts';

const INVITATION_LASTS = 14 * 24 * 3_600_000;

export async function listMembers(context: Context, viewer: Viewer, slug: string): Promise<{ items: MemberRow[] }> {
  const organisation = await getOrganisation(context.db, slug);
  requireMember(viewer, organisation.id);
  return { items: await selectMembers(context.db, organisation.id) };
}

async function lockManaged(db: Db, viewer: Viewer, slug: string): Promise<StoredOrganisation> {
  const organisation = await lockOrganisation(db, slug);
  if (!organisation) throw unknownOrganisation();
  if (!canManage(viewer, organisation.id)) throw forbidden('Only an owner looks after the members.');
  return organisation;
}

export interface InvitationView {
  id: string;
  email: string;
  role: MemberRole;
  expiresAt: string;
}

/** Mails somebody a link, good for 14 days and once, by which they join. */
export async function inviteMember(
  context: Context,
  viewer: Viewer,
  slug: string,
  body: { email: string; role: MemberRole },
): Promise<InvitationView> {
  requireVerified(viewer);
  return context.db.transaction(async (trx) => {
    const organisation = await lockManaged(trx, viewer, slug);
    const members = await selectMembers(trx, organisation.id);
    if (members.some(({ user }) => user.email.toLowerCase() === body.email.toLowerCase()))
      throw conflict('ALREADY_A_MEMBER', `${body.email} is a member of ${organisation.name} already.`);
    const token = newToken();
    const invitation = await insertInvitation(trx, {
      ...body,
      organisationId: organisation.id,
      tokenHash: hashToken(token),
      invitedBy: viewer.id,
      expiresAt: new Date(context.now().getTime() + INVITATION_LASTS),
    });
    await requestEmail(trx, {
      key: `invitation:${invitation.id}`,
      kind: 'invitation',
      to: body.email,
      data: { organisationName: organisation.name, invitedBy: viewer.name, role: body.role, token },
    });
    await recordAudit(trx, {
      action: 'organisation.member_invited',
      actor: viewer,
      subjectKind: 'organisation',
      subjectId: organisation.id,
      details: { role: body.role },
    });
    return { id: invitation.id, email: body.email, role: body.role, expiresAt: invitation.expiresAt.toISOString() };
  });
}

/** Joins by a mailed link. It works for the address it was sent to only, and proves that address. */
export async function acceptInvitation(
  context: Context,
  viewer: Viewer,
  token: string,
): Promise<{ organisation: Organisation; role: MemberRole }> {
  const now = context.now();
  return context.db.transaction(async (trx) => {
    const invitation = await lockInvitation(trx, hashToken(token), now);
    if (!invitation)
      throw new ApiError(422, 'INVALID_TOKEN', 'This invitation is used up, too old, or not whole: ask for another.', {
        fields: [{ path: 'token', message: 'is not valid, or no longer' }],
      });
    if (invitation.email.toLowerCase() !== viewer.email.toLowerCase())
      throw forbidden('This invitation was sent to another address: sign in with that one.');
    await insertMembership(trx, {
      organisationId: invitation.organisationId,
      userId: viewer.id,
      role: invitation.role,
    });
    await markInvitationAccepted(trx, invitation.id, now);
    if (!viewer.emailVerified) await updateUser(trx, viewer.id, { emailVerifiedAt: now });
    await recordAudit(trx, {
      action: 'organisation.member_joined',
      actor: viewer,
      subjectKind: 'organisation',
      subjectId: invitation.organisationId,
      details: { role: invitation.role },
    });
    return { organisation: toPublic(await getOrganisation(trx, invitation.organisationId)), role: invitation.role };
  });
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
