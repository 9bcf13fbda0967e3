// Who acts for an organisation, and who is invited to.
import { z } from 'zod';
import { MemberRole } from './accounts.ts';
import { EmailAddress, Id, Instant } from './common.ts';

export const Member = z
  .object({ user: z.object({ id: Id, name: z.string(), email: z.string() }), role: MemberRole, createdAt: Instant })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof Member>;

export const InviteBody = z.strictObject({ email: EmailAddress, role: MemberRole });
export type InviteBody = z.infer<typeof InviteBody>;
export const ChangeMemberBody = z.strictObject({ role: MemberRole });

/** An invitation that waits for an answer, as the owners see it. */
export const Invitation = z
  .object({
    id: Id,
    email: z.string(),
    role: MemberRole,
    /** Null where it is not known any more. */
    invitedBy: z.string().nullable(),
    expiresAt: Instant,
    /** It can no longer be accepted; mailing it again makes it good for another 14 days. */
    expired: z.boolean(),
    lastSentAt: Instant,
    createdAt: Instant,
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

/** An invitation as whoever holds its link sees it, signed in or not. */
export const InvitationView = z
  .object({
    organisation: z.object({ slug: z.string(), name: z.string(), verified: z.boolean() }),
    /** The address it was mailed to: only who signs in with it can accept. */
    email: z.string(),
    role: MemberRole,
    invitedBy: z.string().nullable(),
    state: z.enum(['open', 'accepted', 'revoked', 'expired']),
    expiresAt: Instant,
  })
  .meta({ id: 'InvitationView' });
export type InvitationView = z.infer<typeof InvitationView>;
