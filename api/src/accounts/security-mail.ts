// Tells people by mail when their account is made safer or less safe (ASVS 5.0, 6.3.7). Such mail cannot be switched off.
import { randomUUID } from 'node:crypto';
import type { SecurityEvent } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { requestEmail } from '@exchange/db/emails/queries';

/** @param codesLeft how many recovery codes are left, where one was used */
export async function mailSecurity(
  db: Db,
  user: { id: string; email: string; name: string },
  what: SecurityEvent,
  at: Date,
  codesLeft?: number,
): Promise<void> {
  await requestEmail(db, {
    key: `security:${user.id}:${randomUUID()}`,
    kind: 'security_notice',
    to: user.email,
    userId: user.id,
    data: { name: user.name, what, at: at.toISOString(), ...(codesLeft === undefined ? {} : { codesLeft }) },
  });
}
