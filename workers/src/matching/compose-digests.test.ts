// Digests by the clock: at eight in London, once a slot, the best first, and after an outage the last slot only.
import type { ListingContent, MatchState } from '@exchange/contracts';
import { emails } from '@exchange/db/emails/tables';
import { anOrganisation, aPublishedListing, aUser } from '@exchange/db/fixtures';
import { anInterest } from '@exchange/db/interests/fixtures';
import { setAlert } from '@exchange/db/interests/queries';
import { matchListing } from '@exchange/db/matching/match-listing';
import { matches } from '@exchange/db/matching/tables';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { and, asc, eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeDigests } from './compose-digests.ts';

let database: TestDatabase;
let userId: string;
let organisationId: string;

beforeEach(async () => {
  database = await createTestDatabase();
  const user = await aUser(database.db);
  userId = user.id;
  organisationId = (await anOrganisation(database.db, { roles: ['funder'], members: [{ user, role: 'viewer' }] })).id;
});
afterEach(() => database.drop());

const at = (now: string) => composeDigests(database.db, new Date(now));
const follow = (frequency: 'daily' | 'weekly') => anInterest(database.db, { organisationId, userId, frequency });
async function publishAt(now: string, content: Partial<ListingContent> = {}): Promise<string> {
  const { id } = await aPublishedListing(database.db, { ...content, publishedAt: new Date(now) });
  await matchListing(database.db, id, new Date(now));
  return id;
}
const digests = async () => {
  const rows = await database.db.select().from(emails).where(eq(emails.userId, userId)).orderBy(asc(emails.key));
  return rows.map(({ key, data }) => ({
    slot: key.split(':').slice(2).join(' '),
    listings: (data as { listingIds: string[] }).listingIds,
  }));
};

describe('composeDigests', () => {
  it('begins with the first slot after the start: nobody is mailed on the afternoon of it', async () => {
    await follow('daily');
    const id = await publishAt('2026-11-24T13:00:00Z');
    expect(await at('2026-11-24T14:00:00Z')).toBe(0);
    expect(await at('2026-11-25T07:59:00Z')).toBe(0);
    expect(await at('2026-11-25T08:00:00Z')).toBe(1);
    expect(await digests()).toEqual([{ slot: 'daily 2026-11-25', listings: [id] }]);
  });

  it('composes a slot once, and what comes later waits for the next', async () => {
    await follow('daily');
    await at('2026-11-23T12:00:00Z');
    const first = await publishAt('2026-11-23T13:00:00Z');
    expect(await at('2026-11-24T08:00:00Z')).toBe(1);
    const second = await publishAt('2026-11-24T08:01:00Z');
    expect(await at('2026-11-24T08:05:00Z')).toBe(0);
    expect(await at('2026-11-24T23:00:00Z')).toBe(0);
    expect(await at('2026-11-25T08:00:00Z')).toBe(1);
    expect(await digests()).toEqual([
      { slot: 'daily 2026-11-24', listings: [first] },
      { slot: 'daily 2026-11-25', listings: [second] },
    ]);
  });

  it('mails nobody at noon who had nothing at eight', async () => {
    await follow('daily');
    await at('2026-11-23T12:00:00Z');
    expect(await at('2026-11-24T08:00:00Z')).toBe(0);
    await publishAt('2026-11-24T10:00:00Z');
    expect(await at('2026-11-24T12:00:00Z')).toBe(0);
    expect(await at('2026-11-25T08:05:00Z')).toBe(1);
  });

  it('tells in one mail what days of an outage held up', async () => {
    await follow('daily');
    await at('2026-11-20T12:00:00Z');
    const ids = [await publishAt('2026-11-20T13:00:00Z'), await publishAt('2026-11-22T13:00:00Z')];
    expect(await at('2026-11-24T10:30:00Z')).toBe(1);
    const [mail, ...others] = await digests();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ slot: 'daily 2026-11-24' });
    expect([...mail!.listings].sort()).toEqual([...ids].sort());
    expect(await at('2026-11-24T10:35:00Z')).toBe(0);
  });

  it.each([
    ['spring', '2026-03-28', '2026-03-29T06:59:00Z', '2026-03-29T07:00:00Z', '2026-03-29'],
    ['autumn', '2026-10-24', '2026-10-25T07:59:00Z', '2026-10-25T08:00:00Z', '2026-10-25'],
  ])('keeps to eight o’clock when the clocks change in %s', async (_, before, early, due, slot) => {
    await follow('daily');
    await at(`${before}T12:00:00Z`);
    await publishAt(`${before}T13:00:00Z`);
    expect(await at(early)).toBe(0);
    expect(await at(due)).toBe(1);
    expect(await digests()).toMatchObject([{ slot: `daily ${slot}` }]);
  });

  it('composes weekly ones on Mondays', async () => {
    await follow('weekly');
    await at('2026-11-19T12:00:00Z');
    await publishAt('2026-11-20T12:00:00Z');
    expect(await at('2026-11-22T23:59:00Z')).toBe(0);
    expect(await at('2026-11-23T07:59:00Z')).toBe(0);
    expect(await at('2026-11-23T08:00:00Z')).toBe(1);
    expect(await digests()).toMatchObject([{ slot: 'weekly 2026-11-23' }]);
  });

  it('writes one mail on a Monday for whoever wants both, and the other days only what is daily', async () => {
    await follow('daily');
    await anInterest(database.db, { organisationId, userId, frequency: 'weekly', criteria: { stages: ['scale'] } });
    await at('2026-11-20T12:00:00Z');
    const weekly = await publishAt('2026-11-22T12:00:00Z', { stage: 'scale' });
    const daily = await publishAt('2026-11-22T13:00:00Z');
    expect(await at('2026-11-23T08:00:00Z')).toBe(1);
    const [mail] = await digests();
    expect(mail?.slot).toBe('weekly 2026-11-23');
    expect(mail?.listings.toSorted()).toEqual([weekly, daily].toSorted());
    const next = await publishAt('2026-11-23T13:00:00Z');
    expect(await at('2026-11-24T08:00:00Z')).toBe(1);
    expect((await digests())[0]).toEqual({ slot: 'daily 2026-11-24', listings: [next] });
  });

  it('tells in the next daily mail what an instant alert left untold', async () => {
    const interest = await follow('daily');
    await at('2026-11-23T12:00:00Z');
    const id = await publishAt('2026-11-23T13:00:00Z');
    await setAlert(database.db, interest, userId, 'instant');
    expect(await at('2026-11-24T08:00:00Z')).toBe(1);
    expect(await digests()).toEqual([{ slot: 'daily 2026-11-24', listings: [id] }]);
  });

  it('leaves out what the organisation has looked at, by way of this interest or another', async () => {
    const [first] = [await follow('daily'), await follow('daily')];
    await at('2026-11-23T12:00:00Z');
    const [seen, kept, refused] = [
      await publishAt('2026-11-23T13:00:00Z'),
      await publishAt('2026-11-23T13:00:00Z'),
      await publishAt('2026-11-23T13:00:00Z'),
    ];
    const mark = (listingId: string, state: MatchState) =>
      database.db
        .update(matches)
        .set({ state })
        .where(and(eq(matches.listingId, listingId), eq(matches.interestId, first)));
    await mark(seen, 'seen');
    await mark(kept, 'shortlisted');
    await mark(refused, 'dismissed');
    expect(await at('2026-11-24T08:00:00Z')).toBe(1);
    // What does not suit one interest may suit the other.
    expect(await digests()).toEqual([{ slot: 'daily 2026-11-24', listings: [refused] }]);
  });

  it('tells the others, daily mail too, when one person’s weekly mail cannot be composed', async () => {
    await follow('daily');
    const unlucky = await aUser(database.db);
    const other = await anOrganisation(database.db, {
      roles: ['funder'],
      members: [{ user: unlucky, role: 'viewer' }],
    });
    await anInterest(database.db, { organisationId: other.id, userId: unlucky.id, frequency: 'weekly' });
    await at('2026-11-20T12:00:00Z');
    const id = await publishAt('2026-11-22T12:00:00Z');
    const limit = sql.raw(`check (kind <> 'digest' or "to" <> '${unlucky.email}')`);
    await database.db.execute(sql`alter table emails add constraint unlucky ${limit}`);
    await expect(at('2026-11-23T08:00:00Z')).rejects.toThrow('1 weekly digests');
    expect(await digests()).toEqual([{ slot: 'daily 2026-11-23', listings: [id] }]);
    await database.db.execute(sql`alter table emails drop constraint unlucky`);
    expect(await at('2026-11-23T08:05:00Z')).toBe(1);
  });

  it('run twice at once, writes one message a person', async () => {
    await follow('daily');
    await at('2026-11-23T12:00:00Z');
    await publishAt('2026-11-23T13:00:00Z');
    await Promise.all([at('2026-11-24T08:00:00Z'), at('2026-11-24T08:00:00Z'), at('2026-11-24T08:00:00Z')]);
    expect(await digests()).toHaveLength(1);
  });
});
