// Digests: one a person and slot, each listing once a revision, nothing lost in an outage.
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { memberships, users } from '../accounts/tables.ts';
import { anOrganisation, aPublishedListing, aUser } from '../fixtures.ts';
import { setAlert } from '../interests/alerts.ts';
import { anInterest } from '../interests/fixtures.ts';
import { listings } from '../listings/tables.ts';
import { listMatchesForEmail } from '../matching/for-email.ts';
import { matchListing } from '../matching/match-listing.ts';
import { markMatches } from '../matching/queries.ts';
import { matches } from '../matching/tables.ts';
import { outbox } from '../outbox/tables.ts';
import { createTestDatabase, type TestDatabase } from '../testing.ts';
import { composeDigest, listDueDigests } from './digests.ts';
import { emailedListings, emails } from './tables.ts';

let database: TestDatabase;
let db: TestDatabase['db'];
let user: Awaited<ReturnType<typeof aUser>>;
let organisationId: string;
const now = new Date('2026-03-02T07:00:00Z');

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
  await db.execute(sql`truncate organisations, listings, users, emails, outbox cascade`);
  user = await aUser(db);
  organisationId = (await anOrganisation(db, { members: [{ user, role: 'viewer' }] })).id;
});

const want = (frequency: 'instant' | 'daily' | 'weekly' | 'off', name = 'All') =>
  anInterest(db, { organisationId, userId: user.id, frequency, name });
/** A listing that was matched; `evidenceLevel` (0–3) sets it apart in score. */
async function aMatchedListing(evidenceLevel = 1) {
  const { id } = await aPublishedListing(db, { evidenceLevel });
  await matchListing(db, id, now);
  return id;
}
async function revise(id: string) {
  const change = { materialRevision: sql`material_revision + 1`, version: sql`version + 1` };
  await db.update(listings).set(change).where(eq(listings.id, id));
  await matchListing(db, id, now);
}
const compose = (slot: string) => composeDigest(db, user.id, 'daily', slot, now);
const theMail = async (id: string | undefined) => {
  const [mail] = await db
    .select()
    .from(emails)
    .where(eq(emails.id, id ?? ''));
  return mail;
};

describe('composeDigest', () => {
  it('tells of each listing once, whatever interests it fits, the best first', async () => {
    const [first, second] = [await want('daily'), await want('daily')];
    await want('weekly');
    const [low, high] = [await aMatchedListing(0), await aMatchedListing(3)];
    expect(await listDueDigests(db, 'daily', '2026-03-02')).toEqual([user.id]);
    const mail = await theMail(await compose('2026-03-02'));
    expect(mail).toMatchObject({
      key: `digest:${user.id}:daily:2026-03-02`,
      kind: 'digest',
      to: user.email,
      state: 'pending',
      data: { userId: user.id, frequency: 'daily', listingIds: [high, low], more: 0 },
    });
    expect([...(mail?.data.interestIds as string[])].sort()).toEqual([first, second].sort());
    const told = await db.select().from(outbox).where(eq(outbox.event, 'email.requested'));
    expect(told.map(({ payload }) => payload)).toEqual([{ emailId: mail?.id }]);
  });

  it('is written once a slot, and says nothing twice', async () => {
    await want('daily');
    await aMatchedListing();
    const both = await Promise.all([compose('2026-03-02'), compose('2026-03-02')]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await listDueDigests(db, 'daily', '2026-03-03')).toEqual([]);
    expect(await compose('2026-03-03')).toBeUndefined();
    const late = await aMatchedListing();
    expect(await listDueDigests(db, 'daily', '2026-03-02')).toEqual([]);
    expect(await compose('2026-03-02')).toBeUndefined();
    expect((await theMail(await compose('2026-03-03')))?.data).toMatchObject({ listingIds: [late] });
  });

  it('names ten, counts the rest, and does not send the rest again', async () => {
    await want('daily');
    for (let n = 0; n < 12; n += 1) await aMatchedListing(n % 4);
    const mail = await theMail(await compose('2026-03-02'));
    expect(mail?.data).toMatchObject({ more: 2 });
    expect(mail?.data.listingIds).toHaveLength(10);
    expect(await db.$count(emailedListings)).toBe(12);
    expect(await compose('2026-03-03')).toBeUndefined();
  });

  it('tells of it again after a material revision, if it is not dismissed', async () => {
    const interest = await want('daily');
    const [again, refused, kept] = [await aMatchedListing(1), await aMatchedListing(1), await aMatchedListing(0)];
    await compose('2026-03-02');
    for (const [listingId, state] of [
      [again, 'seen'],
      [refused, 'dismissed'],
      [kept, 'shortlisted'],
    ] as const) {
      const [match] = await db
        .select()
        .from(matches)
        .where(and(eq(matches.listingId, listingId), eq(matches.interestId, interest)));
      await markMatches(db, [match!.id], { state }, user);
    }
    expect(await compose('2026-03-03')).toBeUndefined();
    for (const id of [again, refused, kept]) await revise(id);
    expect((await theMail(await compose('2026-03-03')))?.data).toMatchObject({ listingIds: [again, kept] });
  });

  it('leaves out what was mailed at once, has ended, or may not be told', async () => {
    const instant = await want('instant');
    const daily = await want('daily');
    await aMatchedListing();
    expect(await compose('2026-03-02')).toBeUndefined();
    await setAlert(db, instant, user.id, 'off');
    const gone = await aMatchedListing();
    await db.update(listings).set({ state: 'archived' }).where(eq(listings.id, gone));
    const ended = await aMatchedListing();
    await db.update(matches).set({ endedAt: now }).where(eq(matches.listingId, ended));
    expect(await compose('2026-03-02')).toBeUndefined();
    await aMatchedListing();
    await db.update(users).set({ emailVerifiedAt: null });
    expect(await listDueDigests(db, 'daily', '2026-03-02')).toEqual([]);
    await db.update(users).set({ emailVerifiedAt: now });
    await db.delete(memberships);
    expect(await compose('2026-03-02')).toBeUndefined();
    await db.insert(memberships).values({ organisationId, userId: user.id, role: 'viewer' });
    await setAlert(db, daily, user.id, 'off');
    expect(await compose('2026-03-02')).toBeUndefined();
  });
});

describe('listMatchesForEmail', () => {
  it('gives each listing once with every interest it fits, the reasons in words', async () => {
    const [first] = [await want('daily', 'First'), await want('weekly', 'Second'), await want('off', 'Third')];
    const [a, b] = [await aMatchedListing(), await aMatchedListing()];
    const items = await listMatchesForEmail(db, user.id, [b, a, crypto.randomUUID()]);
    expect(items.map(({ listing }) => listing.id)).toEqual([b, a]);
    expect(items[0]?.matches.map(({ interest }) => interest.name).sort()).toEqual(['First', 'Second']);
    const match = items[0]?.matches.find(({ interest }) => interest.id === first);
    expect(match?.reasons[0]?.text).toBe('seeks investment');
    expect(match?.unsubscribeToken).toMatch(/^[\w-]{32}$/);
  });

  it('looks at what is so when it is sent', async () => {
    const interest = await want('daily');
    const id = await aMatchedListing();
    const stranger = await aUser(db);
    expect(await listMatchesForEmail(db, stranger.id, [id])).toEqual([]);
    await setAlert(db, interest, user.id, 'off');
    expect(await listMatchesForEmail(db, user.id, [id])).toEqual([]);
    await setAlert(db, interest, user.id, 'daily');
    await db.update(listings).set({ state: 'paused' });
    expect(await listMatchesForEmail(db, user.id, [id])).toEqual([]);
    await db.update(listings).set({ state: 'published' });
    expect(await listMatchesForEmail(db, user.id, [id])).toHaveLength(1);
    await db.delete(memberships);
    expect(await listMatchesForEmail(db, user.id, [id])).toEqual([]);
  });
});
