// An interest is matched: what it finds and ends, and the one mail with the best of it.
import { and, eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { listGathered } from '../emails/gathering.ts';
import { emailedListings, emails } from '../emails/tables.ts';
import { aPublishedListing } from '../fixtures.ts';
import { aFunder } from '../interests/fixtures.ts';
import { deleteInterest, updateInterest } from '../interests/queries.ts';
import { ownDatabase } from '../testing-file.ts';
import { matchInterest } from './match-interest.ts';
import { matchListing } from './match-listing.ts';
import { matches } from './tables.ts';

const { db } = await ownDatabase();
beforeEach(() => db.execute(sql`truncate organisations, listings, users, emails, outbox cascade`));

const now = new Date('2026-03-02T09:00:00Z');
const later = new Date('2026-04-02T09:00:00Z');

const theMatch = async (listingId: string, interestId: string) => {
  const [row] = await db
    .select()
    .from(matches)
    .where(and(eq(matches.listingId, listingId), eq(matches.interestId, interestId)));
  return row;
};

/** As if a worker had taken on the mail that waits: what is found next does not go into it. */
const takeMail = () => db.update(emails).set({ isGathering: false });
/** The listings of each message, the messages in order. */
async function mailedListings(): Promise<string[][]> {
  const rows = await db.select({ id: emails.id }).from(emails).orderBy(emails.id);
  const gathered = await listGathered(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id }) => gathered.get(id)?.listingIds ?? []);
}

describe('matchInterest', () => {
  it('mails a new instant interest once, with the best of what fits first, and nothing of them again', async () => {
    const { user, want } = await aFunder(db);
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) ids.push((await aPublishedListing(db, { evidenceLevel: n % 3 })).id);
    const interest = await want();
    expect(await matchInterest(db, interest, now)).toEqual({ fits: 12, found: 12, ended: 0, mails: 1 });
    expect(await matchInterest(db, interest, now)).toEqual({ fits: 12, found: 0, ended: 0, mails: 0 });
    const [mail, ...others] = await db.select().from(emails);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ kind: 'match', to: user.email, data: { userId: user.id } });
    const gathered = (await listGathered(db, [mail!.id])).get(mail!.id);
    const best = await db
      .select()
      .from(matches)
      .orderBy(sql`score desc, listing_id desc`);
    expect(gathered).toEqual({ listingIds: best.map(({ listingId }) => listingId), total: 12 });
    const named = gathered!.listingIds;
    expect(await matchListing(db, named[0]!, later)).toMatchObject({ fits: 1, mails: 0 });
    expect(ids).toHaveLength(12);
  });

  it('leaves out of that mail what was mailed before', async () => {
    const { want } = await aFunder(db);
    await want();
    const known = await aPublishedListing(db);
    await matchListing(db, known.id, now);
    const fresh = await aPublishedListing(db);
    const second = await want({ asks: ['investment'] });
    await takeMail();
    expect(await matchInterest(db, second, now)).toMatchObject({ found: 2, mails: 1 });
    expect(await mailedListings()).toEqual([[known.id], [fresh.id]]);
  });

  it('follows changed criteria: ends, finds, and mails what is new only', async () => {
    const { user, want } = await aFunder(db);
    const pilot = await aPublishedListing(db, { stage: 'pilot' });
    const scale = await aPublishedListing(db, { stage: 'scale' });
    const interest = await want({ stages: ['pilot'] });
    await matchInterest(db, interest, now);
    await takeMail();
    await updateInterest(db, interest, { version: 1, criteria: { stages: ['scale'] } }, user);
    expect(await matchInterest(db, interest, later)).toEqual({ fits: 1, found: 1, ended: 1, mails: 1 });
    expect((await theMatch(pilot.id, interest))?.endedAt).toEqual(later);
    expect(await mailedListings()).toEqual([[pilot.id], [scale.id]]);
  });

  it('does nothing for an interest that has gone', async () => {
    const { user, want } = await aFunder(db);
    const interest = await want();
    await deleteInterest(db, interest, user);
    expect(await matchInterest(db, interest, now)).toEqual({ fits: 0, found: 0, ended: 0, mails: 0 });
  });

  it('writes and mails a pair once when both directions find it at the same moment', async () => {
    const { user, want } = await aFunder(db);
    for (let round = 1; round <= 8; round += 1) {
      const [listing, interest] = [await aPublishedListing(db), await want({ minEvidence: 1 })];
      await Promise.all([matchListing(db, listing.id, now), matchInterest(db, interest, now)]);
      expect(await theMatch(listing.id, interest)).toMatchObject({ state: 'new' });
      const told = await db.select().from(emailedListings).where(eq(emailedListings.listingId, listing.id));
      expect(told).toMatchObject([{ userId: user.id }]);
      expect((await mailedListings()).flat().filter((id) => id === listing.id)).toHaveLength(1);
    }
  });
});
