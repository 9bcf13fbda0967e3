// Mail at once, gathered: what is found for a person within a minute comes in one message, whoever finds it and whoever sends it.
import { asc, eq, inArray, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { aPublishedListing } from '../fixtures.ts';
import { aFunder } from '../interests/fixtures.ts';
import { matchInterest } from '../matching/match-interest.ts';
import { matchListing } from '../matching/match-listing.ts';
import { notifications } from '../notifications/tables.ts';
import { takeFromOutbox } from '../outbox/queries.ts';
import { outbox } from '../outbox/tables.ts';
import { ownDatabase } from '../testing-file.ts';
import { listGathered } from './gathering.ts';
import { claimEmails } from './sending.ts';
import { emailedListings, emails } from './tables.ts';

const { db } = await ownDatabase();
beforeEach(() => db.execute(sql`truncate organisations, listings, users, emails, outbox cascade`));

const now = new Date('2026-03-02T09:00:00Z');
const SECONDS = 10;
async function publish(seconds = SECONDS): Promise<string> {
  const { id } = await aPublishedListing(db);
  await matchListing(db, id, now, seconds);
  return id;
}
const mails = () => db.select().from(emails).orderBy(asc(emails.id));
/** As if so many seconds had gone by: everything that was written is so much older. */
async function passTime(seconds: number) {
  const ago = sql`make_interval(secs => ${seconds})`;
  await db
    .update(emails)
    .set({ notBefore: sql`${emails.notBefore} - ${ago}` })
    .where(eq(emails.isGathering, true));
  await db.update(outbox).set({ dueAt: sql`${outbox.dueAt} - ${ago}` });
  await db.update(notifications).set({ createdAt: sql`${notifications.createdAt} - ${ago}` });
}
const isHandedOn = async () =>
  (await takeFromOutbox(db, 100)).filter(({ event }) => event === 'email.requested').length;
const take = async () => {
  const rows = await mails();
  return claimEmails(
    db,
    rows.map(({ id }) => id),
    30,
  );
};

describe('what is found while a message waits', () => {
  it('goes into it: ten listings, five interests, one message', async () => {
    const { user, want } = await aFunder(db);
    for (let n = 0; n < 5; n += 1) await want();
    const ids: string[] = [];
    for (let n = 0; n < 10; n += 1) ids.push(await publish());
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      key: `match:${user.id}:${ids[0]!}:1`,
      kind: 'match',
      to: user.email,
      state: 'pending',
    });
    const gathered = (await listGathered(db, [mail!.id])).get(mail!.id);
    expect(gathered?.total).toBe(10);
    expect(gathered?.listingIds.toSorted()).toEqual(ids.toSorted());
    expect(await db.select({ id: notifications.id, userId: notifications.userId }).from(notifications)).toEqual([
      { id: mail!.id, userId: user.id },
    ]);
  });

  it('goes into it in whatever way it is found: new interests and new listings', async () => {
    const { want } = await aFunder(db);
    await aPublishedListing(db);
    await matchInterest(db, await want(), now, SECONDS);
    await publish();
    await matchInterest(db, await want(), now, SECONDS);
    expect(await mails()).toHaveLength(1);
    expect(await db.$count(emailedListings)).toBe(2);
  });

  it('found at the same time by several workers, goes into one message each', async () => {
    const funders = await Promise.all([aFunder(db), aFunder(db), aFunder(db)]);
    for (const { want } of funders) await want();
    const listings = await Promise.all(Array.from({ length: 6 }, () => aPublishedListing(db)));
    await Promise.all([...listings, ...listings].map(({ id }) => matchListing(db, id, now, SECONDS)));
    expect(await mails()).toHaveLength(3);
    expect(await db.$count(emailedListings)).toBe(18);
  });
});

describe('a gathered message', () => {
  it('is handed on when its time has come, not before, and not put off by what comes in', async () => {
    const { want } = await aFunder(db);
    await want();
    await publish();
    expect([await isHandedOn(), (await take()).length]).toEqual([0, 0]);
    await passTime(SECONDS - 1);
    await publish();
    expect(await isHandedOn()).toBe(0);
    await passTime(1);
    expect(await isHandedOn()).toBe(1);
    expect(await take()).toHaveLength(1);
  });

  it('takes nothing in once a worker has it: what comes then waits, a minute after it was begun', async () => {
    const { want } = await aFunder(db);
    await want();
    const first = await publish();
    await passTime(SECONDS);
    const [taken] = await take();
    const second = await publish();
    const [, next] = await mails();
    expect((await listGathered(db, [taken!.id])).get(taken!.id)?.listingIds).toEqual([first]);
    expect((await listGathered(db, [next!.id])).get(next!.id)?.listingIds).toEqual([second]);
    await passTime(60 - SECONDS - 1);
    expect(await take()).toEqual([]);
    await passTime(1);
    expect(await take()).toMatchObject([{ id: next!.id }]);
  });

  it('is not taken while something is being put into it, and loses nothing', async () => {
    const { want } = await aFunder(db);
    await want();
    await publish();
    await passTime(SECONDS);
    const [mail] = await mails();
    const { id } = await aPublishedListing(db);
    await db.transaction(async (tx) => {
      await matchListing(tx, id, now, SECONDS);
      expect(await claimEmails(db, [mail!.id], 30)).toEqual([]);
    });
    expect(await claimEmails(db, [mail!.id], 30)).toHaveLength(1);
    expect((await listGathered(db, [mail!.id])).get(mail!.id)?.total).toBe(2);
  });

  it('waits for nothing where gathering is off', async () => {
    const { want } = await aFunder(db);
    await want();
    await publish(0);
    expect(await isHandedOn()).toBe(1);
    expect(await take()).toHaveLength(1);
    await publish(0);
    expect(await take()).toHaveLength(1);
  });

  it('names its best first, and counts the rest', async () => {
    const { want } = await aFunder(db);
    await want({ q: 'volunteer' });
    await want({ minEvidence: 3 });
    for (let n = 0; n < 41; n += 1) await publish();
    const best = await aPublishedListing(db, { evidenceLevel: 4 });
    await matchListing(db, best.id, now, SECONDS);
    const [mail] = await mails();
    const gathered = (await listGathered(db, [mail!.id])).get(mail!.id);
    expect(gathered?.total).toBe(42);
    expect(gathered?.listingIds).toHaveLength(40);
    expect(gathered?.listingIds[0]).toBe(best.id);
    const rows = await db
      .select()
      .from(emails)
      .where(inArray(emails.id, [mail!.id]));
    expect(rows).toHaveLength(1);
    expect(await db.$count(outbox, eq(outbox.event, 'email.requested'))).toBe(1);
  });
});
