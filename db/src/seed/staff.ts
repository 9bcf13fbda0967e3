// The first staff account: made on the first start, and afterwards changed only when the settings say so.
import { randomBytes } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { hashPassword, verifyPassword } from '../accounts/passwords.ts';
import { findUserByEmail, insertUser, updateUser } from '../accounts/queries.ts';
import { users } from '../accounts/tables.ts';
import type { Db } from '../index.ts';

export interface StaffAccount {
  email: string;
  /** Only when it was made or changed just now: it is kept hashed and cannot be read again. */
  password?: string;
}

const DEFAULT_EMAIL = 'staff@example.org';

/**
 * Sees to it that the account the settings name is there, is staff and has the password they name. Where they name
 * none, one is made up if the exchange has no staff yet.
 * @param wanted the settings EXCHANGE_STAFF_EMAIL and EXCHANGE_STAFF_PASSWORD
 */
export async function ensureStaff(db: Db, wanted: { email?: string; password?: string }): Promise<StaffAccount> {
  const email = wanted.email ?? (await findStaffEmail(db)) ?? DEFAULT_EMAIL;
  const known = await findUserByEmail(db, email);
  if (!known) {
    const password = wanted.password ?? randomBytes(12).toString('base64url');
    await insertUser(db, {
      email,
      name: 'Exchange team',
      isStaff: true,
      emailVerifiedAt: new Date(),
      passwordHash: await hashPassword(password),
      unsubscribeToken: randomBytes(24).toString('base64url'),
    });
    return { email, password };
  }
  if (!known.isStaff || !known.emailVerifiedAt) {
    await updateUser(db, known.id, { isStaff: true, emailVerifiedAt: known.emailVerifiedAt ?? new Date() });
  }
  const { password } = wanted;
  if (password === undefined || (await verifyPassword(password, known.passwordHash))) return { email };
  await updateUser(db, known.id, { passwordHash: await hashPassword(password) });
  return { email, password };
}

async function findStaffEmail(db: Db): Promise<string | undefined> {
  const [first] = await db
    .select({ email: users.email })
    .from(users)
    .where(eq(users.isStaff, true))
    .orderBy(asc(users.createdAt))
    .limit(1);
  return first?.email;
}
