// Deletes every night what is past its time, in small steps, so that nobody waits for it and a run that is cut off loses nothing.
import type { Db } from '@exchange/db';
import { deleteEmails, scrubEmails } from '@exchange/db/emails/retention';
import { deleteNotifications } from '@exchange/db/notifications/queries';
import { deleteDecidedJobs } from '@exchange/db/outbox/queries-dead';
import { DAY } from '../schedule.ts';

/** How long each is kept, in days. */
export interface Periods {
  mailText: number;
  mailLog: number;
  readNotifications: number;
  notifications: number;
  decidedJobs: number;
}

/** What one run deleted, of each. */
export type Pruned = Record<keyof Periods, number>;

/** Rows in one statement. */
const STEP = 1_000;

/**
 * Each step takes its rows and is done with them, so that it can run twice, and beside itself: what another run holds is passed by.
 * Mail on its way, and jobs that wait for a decision, are not touched however old.
 * @param step rows in one statement
 */
export async function pruneRecords(db: Db, now: Date, keep: Periods, step = STEP): Promise<Pruned> {
  const before = (days: number) => new Date(now.getTime() - days * DAY);
  const all = async (take: () => Promise<number>) => {
    let total = 0;
    for (;;) {
      const taken = await take();
      total += taken;
      if (taken < step) return total;
    }
  };
  return {
    mailText: await all(() => scrubEmails(db, before(keep.mailText), step)),
    mailLog: await all(() => deleteEmails(db, before(keep.mailLog), step)),
    readNotifications: await all(() => deleteNotifications(db, 'read', before(keep.readNotifications), step)),
    notifications: await all(() => deleteNotifications(db, 'all', before(keep.notifications), step)),
    decidedJobs: await all(() => deleteDecidedJobs(db, before(keep.decidedJobs), step)),
  };
}
