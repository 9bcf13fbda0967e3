// Whatever happens in whatever order: every match is told each person in exactly one mail. Random publishing, revising, changes of frequency,
// outages of days and clocks that go back, over the weeks in which London's clocks change; the clock is simulated, the database is real.
import type { Frequency } from '@exchange/contracts';
import { listGathered } from '@exchange/db/emails/gathering';
import { emailedListings, emails } from '@exchange/db/emails/tables';
import { aPublishedListing } from '@exchange/db/fixtures';
import { setAlert } from '@exchange/db/interests/queries';
import { aFunder } from '@exchange/db/interests/fixtures';
import { listings } from '@exchange/db/listings/tables';
import { rngFrom } from '@exchange/db/matching/generators';
import { matchListing } from '@exchange/db/matching/match-listing';
import { ownDatabase } from '@exchange/db/testing-file';
import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../schedule.ts';
import { composeDigests } from './compose-digests.ts';

const { db } = await ownDatabase();
beforeEach(() => db.execute(sql`truncate organisations, listings, users, emails, outbox, digest_slots cascade`));

const frequencies: readonly Frequency[] = ['instant', 'daily', 'weekly', 'off'];
/** Both nights on which the clocks change in 2026, with a week before and after. */
const starts = ['2026-03-21T10:00:00Z', '2026-10-17T10:00:00Z'];
const TWO_WEEKS = 15 * DAY;

/** Lets two weeks go by. @returns the people */
async function simulate(seed: number) {
  const rng = rngFrom(seed);
  const below = (most: number) => Math.floor(rng() * most);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const people = await Promise.all(
    [1, 2, 3].map(async () => {
      const { user, want } = await aFunder(db);
      return {
        id: user.id,
        interests: [await want({}, pick(frequencies)), await want({ minEvidence: 2 }, pick(frequencies))],
      };
    }),
  );
  let now = new Date(starts[seed % starts.length]!).getTime();
  const end = now + TWO_WEEKS;
  let outageUntil = 0;
  const compose = async (at: number) => {
    if (at >= outageUntil) await composeDigests(db, new Date(at));
  };
  const published: string[] = [];
  await compose(now);
  while (now < end) {
    now += (10 + below(1_000)) * MINUTE;
    const chance = below(100);
    if (chance < 30) {
      const { id } = await aPublishedListing(db, { evidenceLevel: below(4) });
      published.push(id);
      await matchListing(db, id, new Date(now), 10);
    } else if (chance < 40 && published.length > 0) {
      const id = pick(published);
      const revised = { materialRevision: sql`material_revision + 1`, version: sql`version + 1` };
      await db.update(listings).set(revised).where(eq(listings.id, id));
      await matchListing(db, id, new Date(now), 10);
    } else if (chance < 55) {
      const { id, interests } = pick(people);
      await setAlert(db, pick(interests), id, pick(frequencies));
    } else if (chance < 60) {
      outageUntil = now + below(4 * 24) * HOUR;
    } else if (chance < 70) {
      // A worker takes the mail that waits.
      await db.update(emails).set({ isGathering: false });
    }
    // Two workers, one of them with a clock that is behind.
    await Promise.all([compose(now), compose(now - below(90) * MINUTE)]);
  }
  // In the end everybody wants to hear, and five days later has.
  for (const { id, interests } of people) for (const interest of interests) await setAlert(db, interest, id, 'daily');
  await composeDigests(db, new Date(now + 5 * DAY));
  return people;
}

const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' });
/** YYYY-MM-DD and hour of a London clock. */
function onTheWall(instant: Date) {
  const [, day, month, year, hour] = /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d):/.exec(london.format(instant)) ?? [];
  return { date: `${year}-${month}-${day}`, hour: Number(hour) };
}

describe('every match in exactly one mail a person', () => {
  it.each(Array.from({ length: 3 }, (_, index) => index + 1))('whatever happens (%i)', async (seed) => {
    const people = await simulate(seed);
    const told = await db.select().from(emailedListings);
    const mails = await db.select().from(emails);
    const gathered = await listGathered(
      db,
      mails.map(({ id }) => id),
    );
    // Each mail names, or counts, what was marked as told by it, and only that; none is empty.
    for (const { id, kind, data } of mails) {
      const own = new Set(told.filter(({ emailId }) => emailId === id).map(({ listingId }) => listingId));
      expect(own.size).toBeGreaterThan(0);
      if (kind === 'match') {
        expect(new Set(gathered.get(id)?.listingIds)).toEqual(own);
      } else {
        const { listingIds, more } = data as { listingIds: string[]; more: number };
        expect([...own]).toEqual(expect.arrayContaining(listingIds));
        expect(new Set(listingIds).size + more).toBe(own.size);
      }
    }
    // What fits a person is told in the revision that stands: at least once, and by the key of emailed_listings not twice.
    const fitting = await db.execute<{ userId: string; listingId: string; revision: number }>(sql`
      select distinct a.user_id as "userId", m.listing_id as "listingId", m.material_revision as revision
      from matches m join interest_alerts a on a.interest_id = m.interest_id where m.ended_at is null`);
    const missing = fitting.rows.filter(
      (one) =>
        !told.some(
          ({ userId, listingId, materialRevision }) =>
            userId === one.userId && listingId === one.listingId && materialRevision === one.revision,
        ),
    );
    expect(missing).toEqual([]);
    expect(fitting.rows.length).toBeGreaterThan(people.length);
    // One digest a person and morning (weekly and daily share one), not before eight by a London clock, weekly ones for a Monday.
    const digests = mails.filter(({ kind }) => kind === 'digest');
    const mornings = new Set(digests.map(({ userId, key }) => `${String(userId)} ${key.split(':')[3] ?? ''}`));
    expect(mornings.size).toBe(digests.length);
    for (const { key, createdAt } of digests) {
      const [, , frequency, slot = ''] = key.split(':');
      const { date, hour } = onTheWall(createdAt);
      expect(slot < date || (slot === date && hour >= 8)).toBe(true);
      if (frequency === 'weekly') expect(new Date(slot).getUTCDay()).toBe(1);
    }
  });
});
