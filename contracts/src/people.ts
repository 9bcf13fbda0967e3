// People as the exchange team sees them, to help those who have lost their second step.
import { z } from 'zod';
import { MemberRole } from './accounts.ts';
import { Id, Instant, text } from './common.ts';
import { OrganisationSummary } from './organisations.ts';

export const PersonForStaff = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string(),
    emailVerified: z.boolean(),
    isStaff: z.boolean(),
    isReviewer: z.boolean(),
    createdAt: Instant,
    /** When one of their sessions was last used; null when they never signed in. */
    lastSeenAt: Instant.nullable(),
    /** When they switched the second step on; null while it is off. */
    secondFactorSince: Instant.nullable(),
    memberships: z.array(z.object({ organisation: OrganisationSummary, role: MemberRole })),
  })
  .meta({ id: 'PersonForStaff' });
export type PersonForStaff = z.infer<typeof PersonForStaff>;

/** Why somebody is signed out everywhere. */
export const EndSessionsBody = z.strictObject({ reason: text(500, 1) });

/** Why, and a code of one's own second step. */
export const ResetSecondFactorBody = z.strictObject({
  reason: text(500, 1),
  code: z.string().trim().min(1, 'must not be empty').max(20, 'must be 20 characters or fewer'),
});
export type ResetSecondFactorBody = z.infer<typeof ResetSecondFactorBody>;
