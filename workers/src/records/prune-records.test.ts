// What is past its time goes, step by step; what keeps mail from going out twice, and what is under way, stays.
import { requestEmail } from '@exchange/db/emails/queries';
import { emailedListings, emails } from '@exchange/db/emails/tables';
import { emailAttempts } from '@exchange/db/emails/tables-delivery';
import { aListing, anOrganisation, aUser } from '@exchange/db/fixtures';
import { notifications } from '@exchange/db/notifications/tables';
import { decideDeadJob, insertDeadJob } from '@exchange/db/outbox/queries-dead';
import { deadJobs } from '@exchange/db/outbox/tables';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { asc, eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../schedule.ts';
import { pruneRecords, type Periods } from './prune-records.ts';

const keep: Periods = { mailText: 90, mailLog: 730, readNotifications: 180, notifications: 365, decidedJobs: 90 };
const nothing = { mailText: 0, mailLog: 0, readNotifications: 0, notifications: 0, decidedJobs: 0 };
const now = new Date();
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function aMail(days: number, state: 'sent' | 'pending' = 'sent'): Promise<string> {
  const words = { subject: 'News', text: 'Words', html: '<p>Words</p>', headers: { 'List-Id': 'x' } };
  const [row] = await database.db
    .insert(emails)
    .values({
      key: `match:${uuidv7()}`,
      kind: 'match',
      to: 'ida@example.org',
      data: { note: 'a note' },
      state,
      ...words,
    })
    .returning({ id: emails.id });
  await database.db
    .update(emails)
    .set({ createdAt: daysAgo(days) })
    .where(eq(emails.id, row!.id));
  await database.db.insert(emailAttempts).values({ emailId: row!.id, number: 1, result: 'sent' });
  return row!.id;
}
const mailOf = async (id: string) => (await database.db.select().from(emails).where(eq(emails.id, id)))[0];

describe('pruneRecords', () => {
  it('deletes the words of mail after its time, and its line in the log far later, in as many steps as it takes', async () => {
    const { db } = database;
    const young = await aMail(89);
    const old = [await aMail(91), await aMail(120), await aMail(729)];
    const ancient = await aMail(731);
    const waiting = await aMail(900, 'pending');
    expect(await pruneRecords(db, now, keep, 2)).toEqual({ ...nothing, mailText: 4, mailLog: 1 });
    expect(await mailOf(young)).toMatchObject({ subject: 'News', text: 'Words', scrubbedAt: null });
    for (const id of old)
      expect(await mailOf(id)).toMatchObject({
        ...{ to: 'ida@example.org', state: 'sent', subject: null, text: null, html: null, headers: null, data: {} },
        scrubbedAt: expect.any(Date) as Date,
      });
    expect(await mailOf(ancient)).toBeUndefined();
    expect(await mailOf(waiting)).toMatchObject({ state: 'pending', text: 'Words', data: { note: 'a note' } });
    expect(await db.$count(emailAttempts, eq(emailAttempts.emailId, ancient))).toBe(0);
    expect(await pruneRecords(db, now, keep, 2)).toEqual(nothing);
  });

  it('does not forget what somebody was told of, nor the key of mail whose words are gone', async () => {
    const { db } = database;
    const user = await aUser(db);
    const organisation = await anOrganisation(db);
    const listing = await aListing(db, { organisationId: organisation.id });
    const told = { userId: user.id, listingId: listing.id, materialRevision: 1 };
    await db.insert(emailedListings).values({ ...told, emailId: await aMail(800) });
    const key = 'published:a-listing:3';
    const about = { key, kind: 'listing_published', to: 'ida@example.org', data: {} } as const;
    const id = await requestEmail(db, about);
    await db
      .update(emails)
      .set({ state: 'sent', createdAt: daysAgo(500) })
      .where(eq(emails.id, id!));
    await pruneRecords(db, now, keep);
    expect(await db.select().from(emailedListings)).toEqual([{ ...told, emailId: null }]);
    expect(await requestEmail(db, about)).toBeUndefined();
  });

  it('deletes notifications, read ones sooner, and jobs that were decided on', async () => {
    const { db } = database;
    const user = await aUser(db);
    const aNotification = async (days: number, readAt: Date | null) => {
      const id = uuidv7();
      await db.insert(notifications).values({ id, userId: user.id, kind: 'match', createdAt: daysAgo(days), readAt });
      return id;
    };
    const stay = [await aNotification(179, now), await aNotification(364, null)];
    await aNotification(181, now);
    await aNotification(366, null);
    for (const name of ['waits', 'decided', 'decided lately'])
      await insertDeadJob(db, { source: 'job', name, payload: {}, error: 'poison', attempts: 500 });
    const [waits, decided, lately] = await db.select().from(deadJobs).orderBy(asc(deadJobs.id));
    await db.update(deadJobs).set({ failedAt: daysAgo(900) });
    await decideDeadJob(db, decided!.id, 'discarded', 'Sam');
    await decideDeadJob(db, lately!.id, 'retried', 'Sam');
    await db
      .update(deadJobs)
      .set({ decidedAt: sql`now() - interval '91 days'` })
      .where(eq(deadJobs.id, decided!.id));
    expect(await pruneRecords(db, now, keep)).toEqual({
      ...nothing,
      readNotifications: 1,
      notifications: 1,
      decidedJobs: 1,
    });
    const left = await db.select({ id: notifications.id }).from(notifications).orderBy(asc(notifications.id));
    expect(left.map(({ id }) => id)).toEqual(stay);
    const jobs = await db.select({ id: deadJobs.id }).from(deadJobs).orderBy(asc(deadJobs.id));
    expect(jobs.map(({ id }) => id)).toEqual([waits!.id, lately!.id]);
  });

  it('finds what is over by indexes made for it, however much is not', async () => {
    const { db } = database;
    const plans: string[] = [];
    await db.transaction(async (trx) => {
      await trx.execute(sql`set local enable_seqscan = off`);
      for (const over of [
        sql`emails where created_at < now() and scrubbed_at is null and state <> 'pending' order by created_at`,
        sql`emails where created_at < now() and scrubbed_at is not null order by created_at`,
        sql`notifications where created_at < now() and read_at is not null order by created_at`,
        sql`notifications where created_at < now() order by created_at`,
        sql`outbox where relayed_at < now() and done_at is not null order by relayed_at`,
      ]) {
        const { rows } = await trx.execute(sql`explain select id from ${over} limit 10`);
        plans.push(JSON.stringify(rows));
      }
    });
    // Of a small table the planner takes either of the two of notifications.
    const names = [
      /emails_worded/,
      /emails_scrubbed/,
      /notifications_(read|created)/,
      /notifications_created/,
      /outbox_done/,
    ];
    for (const [at, name] of names.entries()) expect(plans[at]).toMatch(name);
  });

  it('can run beside itself: each row is taken once', async () => {
    for (let n = 0; n < 6; n += 1) await aMail(100);
    const both = await Promise.all([pruneRecords(database.db, now, keep, 2), pruneRecords(database.db, now, keep, 2)]);
    expect(both[0].mailText + both[1].mailText).toBe(6);
  });
});
