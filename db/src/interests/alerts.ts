// Alerts: how often each person is mailed about an interest, and the links that stop it without signing in.
import { randomBytes } from 'node:crypto';
import type { Frequency, UnsubscribeView } from '@exchange/contracts';
import { and, eq, ne } from 'drizzle-orm';
import { users } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { recordAudit } from '../moderation/queries.ts';
import { interestAlerts, interests } from './tables.ts';

/** Sets how often a person is mailed about an interest. The token of their link stays the same. */
export async function setAlert(db: Db, interestId: string, userId: string, frequency: Frequency): Promise<void> {
  await db
    .insert(interestAlerts)
    .values({ interestId, userId, frequency, token: randomBytes(24).toString('base64url') })
    .onConflictDoUpdate({ target: [interestAlerts.interestId, interestAlerts.userId], set: { frequency } });
}

/** Whose link it is, and what it is for: one interest's alert, or (an account's own token) all of them. */
interface Link {
  user: { id: string; name: string; email: string };
  interest: NonNullable<UnsubscribeView['interest']> | null;
}

async function findLink(db: Db, token: string): Promise<Link | undefined> {
  const user = { id: users.id, name: users.name, email: users.email };
  const [one] = await db
    .select({ user, interest: { id: interests.id, name: interests.name, frequency: interestAlerts.frequency } })
    .from(interestAlerts)
    .innerJoin(users, eq(users.id, interestAlerts.userId))
    .innerJoin(interests, eq(interests.id, interestAlerts.interestId))
    .where(eq(interestAlerts.token, token));
  if (one) return one;
  const [all] = await db.select({ user }).from(users).where(eq(users.unsubscribeToken, token));
  return all && { user: all.user, interest: null };
}

const toView = async (db: Db, { user, interest }: Link): Promise<UnsubscribeView> => ({
  email: user.email,
  interest,
  stopped: interest ? interest.frequency === 'off' : (await countAlerts(db, user.id)) === 0,
});

const onOf = (userId: string) => and(eq(interestAlerts.userId, userId), ne(interestAlerts.frequency, 'off'));
const countAlerts = (db: Db, userId: string) => db.$count(interestAlerts, onOf(userId));

/** What a link would stop; nothing is changed. @returns undefined for a token that is not known */
export async function findUnsubscribe(db: Db, token: string): Promise<UnsubscribeView | undefined> {
  const link = await findLink(db, token);
  return link && toView(db, link);
}

/**
 * Stops one interest's alert, or all alerts of its person. The interest stays. Doing it again changes nothing.
 * @returns undefined for a token that is not known
 */
export async function unsubscribe(db: Db, token: string, all: boolean): Promise<UnsubscribeView | undefined> {
  return db.transaction(async (tx) => {
    const link = await findLink(tx, token);
    if (!link) return undefined;
    const { user } = link;
    const interest = all ? null : link.interest;
    const stopped = await tx
      .update(interestAlerts)
      .set({ frequency: 'off' })
      .where(and(onOf(user.id), interest ? eq(interestAlerts.interestId, interest.id) : undefined))
      .returning({ interestId: interestAlerts.interestId });
    if (stopped.length > 0)
      await recordAudit(tx, {
        action: 'alerts.stopped',
        actor: user,
        subjectKind: interest ? 'interest' : 'user',
        subjectId: interest?.id ?? user.id,
        details: { interests: stopped.map(({ interestId }) => interestId) },
      });
    return { email: user.email, interest: interest && { ...interest, frequency: 'off' }, stopped: true };
  });
}
