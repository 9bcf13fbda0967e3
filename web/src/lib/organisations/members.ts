// Members and invitations as their pages show them, and what each role may do in plain words.
import type { Invitation, InvitationView, Member, MemberRole } from '@exchange/contracts';
import { ago, day } from '../format/dates.ts';
import { roles } from '../format/words.ts';

/** What somebody may do, to stand after "may". */
export const mayDo: Readonly<Record<MemberRole, string>> = {
  owner: 'read and write everything, and look after the organisation and its members',
  editor: 'write and submit listings, write interests and shortlists, and work on matches',
  viewer: 'read listings, interests and matches, drafts too, but change nothing',
};

/** The roles to choose from, the one that is wanted most first. */
export const roleOptions = (['editor', 'viewer', 'owner'] as const).map((code) => ({
  code,
  label: roles[code],
  hint: `May ${mayDo[code]}.`,
}));

export const isRole = (value: string): value is MemberRole => value in roles;

/** @param me the id of who looks */
export function memberView({ user, role, createdAt }: Member, me: string) {
  return { ...user, role, roleLabel: roles[role], since: day(createdAt), isMe: user.id === me };
}

export function invitationView({ id, email, role, invitedBy, expiresAt, expired, lastSentAt }: Invitation) {
  return {
    id,
    email,
    role: roles[role],
    sent: `mailed ${ago(lastSentAt)}${invitedBy === null ? '' : ` by ${invitedBy}`}`,
    works: expired ? 'no longer works' : `works until ${day(expiresAt)}`,
    expired,
  };
}

/** An invitation in sentences, for whoever holds its link. */
export function invitationSentences({ organisation, role, invitedBy, expiresAt }: InvitationView) {
  return {
    asks: `${invitedBy ?? 'An owner'} invites you to act for ${organisation.name} on the Innovation Exchange.`,
    role: `${roles[role]}: you may ${mayDo[role]}.`,
    until: `The invitation can be accepted until ${day(expiresAt)}.`,
  };
}
