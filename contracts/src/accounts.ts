// People: registering, signing in, and what a signed-in person is told of themselves.
import { z } from 'zod';
import { EmailAddress, Id, Instant, text } from './common.ts';
import { OrganisationSummary } from './organisations.ts';

/**
 * A new password: 12–128 characters of any kind. OWASP ASVS 5.0, 6.2.1 (8 at the least, 15 better), 6.2.5 (no composition
 * rules) and 6.2.9 (64 and more allowed). The api also refuses those that are guessed early.
 */
export const Password = z.string().min(12, 'must be 12 characters or more').max(128, 'must be 128 characters or fewer');

/** What a person may do for an organisation they belong to. */
export const memberRoles = { owner: 'Owner', editor: 'Editor', viewer: 'Viewer' } as const;
export const MemberRole = z.enum(['owner', 'editor', 'viewer']);
export type MemberRole = z.infer<typeof MemberRole>;

export const User = z
  .object({
    id: Id,
    email: z.string(),
    name: z.string(),
    isStaff: z.boolean(),
    /** Appointed to set the reviewed level of evidence, and nothing else. */
    isReviewer: z.boolean(),
    emailVerified: z.boolean(),
    createdAt: Instant,
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

export const RegisterBody = z.strictObject({ email: EmailAddress, password: Password, name: text(100, 1) });
export type RegisterBody = z.infer<typeof RegisterBody>;

/** 201 of registering says nothing of whether the address was known; the mail does. */
export const Registered = z.object({ user: z.object({ email: z.string(), name: z.string() }) });

export const TokenBody = z.strictObject({ token: z.string().min(1, 'must not be empty').max(500) });
export const VerifyEmailBody = TokenBody.extend({
  /** The password of the registration that the link belongs to. Given, it must be right: it proves that who follows the link also signed up. */
  password: z.string().min(1, 'must not be empty').max(128).optional(),
});
export type VerifyEmailBody = z.infer<typeof VerifyEmailBody>;
export const LoginBody = z.strictObject({
  email: EmailAddress,
  password: z.string().min(1, 'must not be empty').max(128),
  /** A code of the second step, for those who have switched it on; or a recovery code. */
  totp: z.string().max(20, 'must be 20 characters or fewer').optional(),
});
export type LoginBody = z.infer<typeof LoginBody>;

export const RefreshBody = z.strictObject({ refreshToken: z.string().min(1, 'must not be empty').max(500) });
export const ForgotPasswordBody = z.strictObject({ email: EmailAddress });
export const ResetPasswordBody = z.strictObject({ token: z.string().min(1).max(500), password: Password });

/** `expiresIn` is the life of the access token in seconds. */
export const SignedIn = z
  .object({ accessToken: z.string(), refreshToken: z.string(), expiresIn: z.int(), user: User })
  .meta({ id: 'SignedIn' });
export type SignedIn = z.infer<typeof SignedIn>;

export const Me = z
  .object({
    user: User,
    memberships: z.array(z.object({ organisation: OrganisationSummary, role: MemberRole })),
    unreadNotifications: z.int().min(0),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const ChangePasswordBody = z.strictObject({
  currentPassword: z.string().min(1, 'must not be empty').max(128),
  password: Password,
});
export type ChangePasswordBody = z.infer<typeof ChangePasswordBody>;

/** Where somebody is signed in. Those that have ended are not among them. */
export const OpenSession = z
  .object({
    id: Id,
    /** What the browser or program says it is. */
    userAgent: z.string(),
    createdAt: Instant,
    lastUsedAt: Instant,
    /** The one that asks. */
    isCurrent: z.boolean(),
  })
  .meta({ id: 'OpenSession' });
export type OpenSession = z.infer<typeof OpenSession>;

export const UpdateMeBody = z.strictObject({ name: text(100, 1) });
