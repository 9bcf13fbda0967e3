// A second step at signing in: codes of an authenticator program, and recovery codes for when it is lost.
import { z } from 'zod';
import { Instant } from './common.ts';

/** Six figures of the program, or a recovery code; spaces and hyphens do not count. */
const Code = z.string().trim().min(1, 'must not be empty').max(20, 'must be 20 characters or fewer');
export const SecondFactorCodeBody = z.strictObject({ code: Code });

/** The password once more: whoever finds a session open cannot lock its owner out. */
export const BeginSecondFactorBody = z.strictObject({ password: z.string().min(1, 'must not be empty').max(128) });

/** `begun`: a program has been offered the secret, and no code has proven yet that it took it. */
export const SecondFactor = z
  .object({
    state: z.enum(['off', 'begun', 'on']),
    /** While it is begun only: what the program is given, as text and as an address for a QR code. */
    secret: z.string().nullable(),
    uri: z.string().nullable(),
    since: Instant.nullable(),
    recoveryCodesLeft: z.int(),
  })
  .meta({ id: 'SecondFactor' });
export type SecondFactor = z.infer<typeof SecondFactor>;

/** Shown once: they are kept only as what checks them. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
