// Tells people by mail when their account is made safer or less safe (ASVS 5.0, 6.3.7). Such mail cannot be switched off.
import { randomUUID } from 'node:crypto';
import type { SecurityEvent } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { requestEmail } from '@exchange/db/emails/queries';

/** What some events have to say beside. */
interface Details {
  /** How many recovery codes are left, where one was used. */
  codesLeft?: number | undefined;
  /** The key that was made. */
  key?: { name: string; organisation: string; slug: string; madeBy: string; writes: boolean };
}

export async function mailSecurity(
  db: Db,
  user: { id: string; email: string; name: string },
  what: SecurityEvent,
  at: Date,
  details: Details = {},
): Promise<void> {
  await requestEmail(db, {
    key: `security:${user.id}:${randomUUID()}`,
    kind: 'security_notice',
    to: user.email,
    userId: user.id,
    data: { name: user.name, what, at: at.toISOString(), ...details },
  });
}
