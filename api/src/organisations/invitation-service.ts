// Inviting people to an organisation by mail: asking, asking again, taking it back, and joining.
import type { Invitation, InvitationView, InviteBody, MemberRole, Organisation } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { findUserByEmail, updateUser, type Viewer } from '@exchange/db/accounts/queries';
import { endMailedTokens, isSessionOpen, lockUser } from '@exchange/db/accounts/queries-registering';
import { countMailTo, requestEmail } from '@exchange/db/emails/queries';
import { recordAudit } from '@exchange/db/moderation/queries';
import {
  countInvitations,
  findInvitation,
  insertInvitation,
  insertMembership,
  listInvitations as selectInvitations,
  listMembers,
  lockInvitation,
  lockInvitationById,
  revokeInvitationsTo,
  updateInvitation,
  type InvitationKey,
  type InvitationRow,
  type InvitationWithOrganisation,
} from '@exchange/db/organisations/queries';
import { canManage } from '../accounts/policy.ts';
import { hashToken, newToken } from '../accounts/tokens.ts';
import type { Context } from '../context.ts';
import { ApiError, conflict, forbidden, notFound, notSignedIn, tooMany } from '../errors.ts';
import { lockManaged } from './member-service.ts';
import { getOrganisation, requireVerified, toPublic } from './service.ts';

const LASTS = 14 * 24 * 3_600_000;
/** A second mail to the same address waits this long. */
const BETWEEN_MAILS = 60_000;
/** So many may wait for an answer at once, so that nobody mails the world in an organisation's name. */
const MOST_WAITING = 50;

/** So many an address gets within a day, whoever asks: nobody fills a stranger's mailbox by inviting over and over. */
const MOST_A_DAY = 5;
const DAY = 24 * 3_600_000;

const toInvitation = (row: InvitationRow, now: Date): Invitation => ({
  id: row.id,
  email: row.email,
  role: row.role,
  invitedBy: row.invitedByName,
  expiresAt: row.expiresAt.toISOString(),
  expired: row.expiresAt <= now,
  lastSentAt: row.lastSentAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
});

const unknownInvitation = () => notFound('This invitation');

/** What waits for an answer; for owners and staff. */
export async function listInvitations(
  context: Context,
  viewer: Viewer,
  slug: string,
): Promise<{ items: Invitation[] }> {
  const organisation = await getOrganisation(context.db, slug);
  if (!canManage(viewer, organisation.id)) throw forbidden('Only an owner sees who is invited.');
  const rows = await selectInvitations(context.db, organisation.id);
  return { items: rows.map((row) => toInvitation(row, context.now())) };
}

async function requireMailable({ db, now }: Pick<Context, 'db' | 'now'>, email: string): Promise<void> {
  if ((await countMailTo(db, email, 'invitation', new Date(now().getTime() - DAY))) < MOST_A_DAY) return;
  throw tooMany(`${email} has had ${String(MOST_A_DAY)} invitations within a day: wait until tomorrow.`, 3_600);
}

/** Mails it, and tells it on the pages as well where the address is proven to be somebody's here. */
async function mail(db: Db, row: InvitationRow, organisationName: string, viewer: Viewer, token: string) {
  const invited = await findUserByEmail(db, row.email);
  await requestEmail(db, {
    key: `invitation:${row.id}:${String(row.timesSent)}`,
    kind: 'invitation',
    to: row.email,
    ...(invited?.emailVerifiedAt ? { userId: invited.id } : {}),
    data: { organisationName, invitedBy: viewer.name, role: row.role, token, invitationId: row.id },
  });
}

const note = (db: Db, viewer: Viewer, action: string, organisationId: string, details: Record<string, unknown>) =>
  recordAudit(db, { action, actor: viewer, subjectKind: 'organisation', subjectId: organisationId, details });

/** Mails somebody a link, good for 14 days and once, by which they join. An earlier one to the same address stops working. */
export async function inviteMember(
  context: Context,
  viewer: Viewer,
  slug: string,
  body: InviteBody,
): Promise<Invitation> {
  requireVerified(viewer);
  const now = context.now();
  return context.db.transaction(async (trx) => {
    const organisation = await lockManaged(trx, viewer, slug);
    const members = await listMembers(trx, organisation.id);
    if (members.some(({ user }) => user.email.toLowerCase() === body.email.toLowerCase()))
      throw conflict('ALREADY_A_MEMBER', `${body.email} is a member of ${organisation.name} already.`);
    await requireMailable({ ...context, db: trx }, body.email);
    await revokeInvitationsTo(trx, organisation.id, body.email, now);
    if ((await countInvitations(trx, organisation.id, now)) >= MOST_WAITING)
      throw conflict(
        'TOO_MANY_INVITATIONS',
        `${String(MOST_WAITING)} invitations wait for an answer: take some back before you send more.`,
      );
    const token = newToken();
    const row = await insertInvitation(trx, {
      ...body,
      organisationId: organisation.id,
      tokenHash: hashToken(token),
      invitedBy: viewer.id,
      invitedByName: viewer.name,
      expiresAt: new Date(now.getTime() + LASTS),
      lastSentAt: now,
    });
    await mail(trx, row, organisation.name, viewer, token);
    await note(trx, viewer, 'organisation.member_invited', organisation.id, { role: body.role });
    return toInvitation(row, now);
  });
}

/** Mails it again with a new link, good for another 14 days; the old link stops working. */
export async function resendInvitation(
  context: Context,
  viewer: Viewer,
  slug: string,
  id: string,
): Promise<Invitation> {
  requireVerified(viewer);
  const now = context.now();
  return context.db.transaction(async (trx) => {
    const organisation = await lockManaged(trx, viewer, slug);
    const before = await lockInvitationById(trx, organisation.id, id);
    if (!before) throw unknownInvitation();
    const wait = Math.ceil((before.lastSentAt.getTime() + BETWEEN_MAILS - now.getTime()) / 1000);
    if (wait > 0) throw tooMany('This invitation was mailed a moment ago: wait a minute.', wait);
    await requireMailable({ ...context, db: trx }, before.email);
    const token = newToken();
    const row = await updateInvitation(trx, id, {
      tokenHash: hashToken(token),
      expiresAt: new Date(now.getTime() + LASTS),
      timesSent: before.timesSent + 1,
      lastSentAt: now,
    });
    await mail(trx, row, organisation.name, viewer, token);
    await note(trx, viewer, 'organisation.member_invited', organisation.id, { role: row.role, again: true });
    return toInvitation(row, now);
  });
}

/** Takes an invitation back: its link stops working. */
export async function revokeInvitation(context: Context, viewer: Viewer, slug: string, id: string): Promise<void> {
  await context.db.transaction(async (trx) => {
    const organisation = await lockManaged(trx, viewer, slug);
    const row = await lockInvitationById(trx, organisation.id, id);
    if (!row) throw unknownInvitation();
    await updateInvitation(trx, id, { revokedAt: context.now() });
    await note(trx, viewer, 'organisation.invitation_revoked', organisation.id, { role: row.role });
  });
}

/** What an invitation says, to whoever holds its link; looking changes nothing. */
export async function viewInvitation(context: Context, token: string): Promise<InvitationView> {
  return toView(await findInvitation(context.db, { tokenHash: hashToken(token) }), context.now());
}

/** One that was sent to an address is theirs who have proven that it is theirs, without the link. @throws 404 for anybody else's */
function keyOfMine({ email, emailVerified }: Viewer, id: string): InvitationKey {
  if (!emailVerified) throw unknownInvitation();
  return { id, email };
}

/** What an invitation to the viewer's own address says. */
export async function viewMyInvitation(context: Context, viewer: Viewer, id: string): Promise<InvitationView> {
  return toView(await findInvitation(context.db, keyOfMine(viewer, id)), context.now());
}

function toView(row: InvitationWithOrganisation | undefined, now: Date): InvitationView {
  if (!row) throw unknownInvitation();
  const { organisation, email, role, invitedByName, expiresAt } = row;
  const isExpired = expiresAt <= now;
  const state = row.acceptedAt ? 'accepted' : row.revokedAt ? 'revoked' : isExpired ? 'expired' : 'open';
  return { organisation, email, role, invitedBy: invitedByName, state, expiresAt: expiresAt.toISOString() };
}

/** The link proves the address, for the registration whose session this is: one that was replaced meanwhile gains nothing by it. */
async function proveByInvitation(trx: Db, viewer: Viewer, now: Date): Promise<void> {
  await lockUser(trx, viewer.id);
  if (!(await isSessionOpen(trx, viewer.sessionId))) throw notSignedIn('This session has ended: sign in again.');
  await updateUser(trx, viewer.id, { emailVerifiedAt: now });
  await endMailedTokens(trx, viewer.id, 'verify_email', now);
}

interface Joined {
  organisation: Organisation;
  role: MemberRole;
}

/** Joins by a mailed link. It works for the address it was sent to only, and proves that address. */
export async function acceptInvitation(context: Context, viewer: Viewer, token: string): Promise<Joined> {
  return join(context, viewer, { tokenHash: hashToken(token) });
}

/** Joins by an invitation to the viewer's own address, which a notification tells of. @throws 404 for anybody else's */
export async function acceptMyInvitation(context: Context, viewer: Viewer, id: string): Promise<Joined> {
  const key = keyOfMine(viewer, id);
  if (!(await findInvitation(context.db, key))) throw unknownInvitation();
  return join(context, viewer, key);
}

async function join(context: Context, viewer: Viewer, key: InvitationKey): Promise<Joined> {
  const now = context.now();
  return context.db.transaction(async (trx) => {
    const invitation = await lockInvitation(trx, key, now);
    if (!invitation)
      throw new ApiError(422, 'INVALID_TOKEN', 'This invitation is used up, too old, or not whole: ask for another.', {
        fields: [{ path: 'token', message: 'is not valid, or no longer' }],
      });
    const { organisationId, role } = invitation;
    if (invitation.email.toLowerCase() !== viewer.email.toLowerCase())
      throw forbidden('This invitation was sent to another address: sign in with that one.');
    const isNew = await insertMembership(trx, { organisationId, userId: viewer.id, role });
    await updateInvitation(trx, invitation.id, { acceptedAt: now });
    if (!viewer.emailVerified) await proveByInvitation(trx, viewer, now);
    if (isNew) await note(trx, viewer, 'organisation.member_joined', organisationId, { role });
    // Somebody who belongs to it already keeps the role they have.
    const kept = isNew ? role : (viewer.memberships.get(organisationId) ?? role);
    return { organisation: toPublic(await getOrganisation(trx, organisationId)), role: kept };
  });
}
