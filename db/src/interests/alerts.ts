// Alerts: how often each person is mailed about an interest, and the links that stop it without signing in.
import { randomBytes } from 'node:crypto';
import type { Frequency, UnsubscribeView } from '@exchange/contracts';
import { and, eq, isNotNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { users } from '../accounts/tables.ts';
import type { Db } from '../index.ts';
import { recordAudit } from '../moderation/queries.ts';
import { interestAlerts, interests } from './tables.ts';

/** Sets how often a person is mailed about an interest. The token of their link stays the same. */
export async function setAlert(db: Db, interestId: string, userId: string, frequency: Frequency): Promise<void> {
  await db
    .insert(interestAlerts)
    .values({ interestId, userId, frequency, token: randomBytes(24).toString('base64url') })
    .onConflictDoUpdate({
      target: [interestAlerts.interestId, interestAlerts.userId],
      set: { frequency, frequencyBefore: null },
    });
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

/** What is done by a link: one alert or all of the person, stopped or made weekly. */
export interface Stopping {
  all: boolean;
  /** Weekly mail instead of none; brings back what was stopped by a link or all at once. */
  isWeekly?: boolean;
}

/**
 * Stops one interest's alert, or all alerts of its person; or makes them weekly instead. The interest stays. Doing it again changes nothing.
 * @returns undefined for a token that is not known
 */
export async function unsubscribe(
  db: Db,
  token: string,
  { all, isWeekly = false }: Stopping,
): Promise<UnsubscribeView | undefined> {
  return db.transaction(async (tx) => {
    const link = await findLink(tx, token);
    if (!link) return undefined;
    const { user } = link;
    const interest = all ? null : link.interest;
    const one = interest ? eq(interestAlerts.interestId, interest.id) : undefined;
    const changed = isWeekly ? await makeWeekly(tx, user.id, one) : await stopAlerts(tx, user.id, one);
    if (changed.length > 0)
      await recordAudit(tx, {
        action: isWeekly ? 'alerts.made_weekly' : 'alerts.stopped',
        actor: user,
        subjectKind: interest ? 'interest' : 'user',
        subjectId: interest?.id ?? user.id,
        details: { interests: changed },
      });
    return toView(tx, { user, interest: interest && { ...interest, frequency: isWeekly ? 'weekly' : 'off' } });
  });
}

/** Switches alerts off; what they were is kept, to come back. @returns the interests whose alert it was */
async function stopAlerts(db: Db, userId: string, one?: SQL): Promise<string[]> {
  const rows = await db
    .update(interestAlerts)
    .set({ frequency: 'off', frequencyBefore: interestAlerts.frequency })
    .where(and(onOf(userId), one))
    .returning({ interestId: interestAlerts.interestId });
  return rows.map(({ interestId }) => interestId);
}

async function makeWeekly(db: Db, userId: string, one?: SQL): Promise<string[]> {
  // Of all alerts, those that somebody had switched off one by one stay off.
  const wanted = one ?? or(ne(interestAlerts.frequency, 'off'), isNotNull(interestAlerts.frequencyBefore));
  const rows = await db
    .update(interestAlerts)
    .set({ frequency: 'weekly', frequencyBefore: null })
    .where(and(eq(interestAlerts.userId, userId), ne(interestAlerts.frequency, 'weekly'), wanted))
    .returning({ interestId: interestAlerts.interestId });
  return rows.map(({ interestId }) => interestId);
}

/**
 * Switches all alerts of a person off, or on again: as they were before they were switched off at once, by this or by a link in a mail.
 * @returns the interests whose alert changed
 */
export async function switchAlerts(db: Db, userId: string, isOn: boolean): Promise<string[]> {
  if (!isOn) return stopAlerts(db, userId);
  const rows = await db
    .update(interestAlerts)
    .set({ frequency: sql`${interestAlerts.frequencyBefore}`, frequencyBefore: null })
    .where(
      and(
        eq(interestAlerts.userId, userId),
        eq(interestAlerts.frequency, 'off'),
        isNotNull(interestAlerts.frequencyBefore),
      ),
    )
    .returning({ interestId: interestAlerts.interestId });
  return rows.map(({ interestId }) => interestId);
}

/** How many of a person's alerts are on, and how many off. */
export async function countAlertsOf(db: Db, userId: string): Promise<{ on: number; off: number }> {
  const on = await countAlerts(db, userId);
  return { on, off: (await db.$count(interestAlerts, eq(interestAlerts.userId, userId))) - on };
}
