// Feedback moves weights within bounds, openly and reversibly; which listings fit never changes by it.
import { LEAST_TUNING, MOST_TUNING, tunedSignals } from '@exchange/contracts';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { aPublishedListing } from '../fixtures.ts';
import { aFunder } from '../interests/fixtures.ts';
import { interests } from '../interests/tables.ts';
import { listServiceAreas } from '../reference/queries.ts';
import { auditEntries } from '../moderation/tables.ts';
import { outbox } from '../outbox/tables.ts';
import { ownDatabase } from '../testing-file.ts';
import { retune } from './feedback.ts';
import { randomCriteria, randomListing, rngFrom } from './generators.ts';
import { markMatches } from './mark.ts';
import { matchInterest } from './match-interest.ts';
import { matches } from './tables.ts';
import { tuningOf, type SignalCounts } from './tuning.ts';

const { db } = await ownDatabase();

const countsOf = (wanting: number, forgiven = 0) =>
  Object.fromEntries(tunedSignals.map((signal) => [signal, { wanting, forgiven }])) as SignalCounts;
const now = new Date();
const rowsOf = (interestId: string) =>
  db
    .select({ id: matches.id, listingId: matches.listingId, score: matches.score })
    .from(matches)
    .where(and(eq(matches.interestId, interestId), isNull(matches.endedAt)))
    .orderBy(asc(matches.listingId));
const tuningOfInterest = async (id: string) =>
  (await db.select({ tuning: interests.tuning }).from(interests).where(eq(interests.id, id)))[0]?.tuning;

describe('tuningOf', () => {
  it.each([
    [0, 0, null],
    [1, 0, 110],
    [0, 2, 80],
    [3, 3, null],
    [40, 0, MOST_TUNING],
    [0, 40, LEAST_TUNING],
  ])('%i wanting and %i forgiven give %s', (wanting, forgiven, hundredths) => {
    const tuning = tuningOf(countsOf(wanting, forgiven), {});
    expect(tuning?.evidence ?? null).toBe(hundredths);
  });

  it('does not count what was discounted', () => {
    expect(tuningOf(countsOf(3), { money: 3, serviceArea: 3, place: 3, evidence: 2 })).toMatchObject({
      money: 100,
      evidence: 110,
    });
  });
});

describe('what an organisation does with matches', () => {
  it('moves its weights, scores anew, and is taken back by taking back the act or setting the weights back', async () => {
    const { user, want } = await aFunder(db);
    const interest = await want({ asks: ['investment'], investment: { min: 50_000, max: 100_000 } }, 'off');
    // The first three go beyond what is wanted, the last lies within it.
    for (const amountMax of [200_000, 300_000, 400_000, 90_000])
      await aPublishedListing(db, { asks: [{ kind: 'investment', amountMin: 60_000, amountMax, instruments: [] }] });
    await matchInterest(db, interest, now);
    const before = await rowsOf(interest);
    const dismissed = before.slice(0, 3).map(({ id }) => id);
    await markMatches(db, dismissed, { state: 'dismissed', reason: 'wrong_amount: far too much' }, user);
    expect(await tuningOfInterest(interest)).toEqual({ money: 130, serviceArea: 100, place: 100, evidence: 100 });
    await matchInterest(db, interest, now);
    const after = await rowsOf(interest);
    expect(after.map(({ listingId }) => listingId)).toEqual(before.map(({ listingId }) => listingId));
    expect(after.at(-1)!.score - after[0]!.score).toBeGreaterThan(before.at(-1)!.score - before[0]!.score);

    await markMatches(db, dismissed.slice(0, 1), { state: 'seen', reopened: true }, user);
    expect(await tuningOfInterest(interest)).toMatchObject({ money: 120 });
    await retune(db, interest, user, true);
    expect(await tuningOfInterest(interest)).toBeNull();
    await matchInterest(db, interest, now);
    expect(await rowsOf(interest)).toEqual(before);
    await markMatches(db, dismissed.slice(0, 1), { state: 'dismissed', reason: 'wrong_amount' }, user);
    expect(await tuningOfInterest(interest)).toMatchObject({ money: 110 });
    const lines = await db.select().from(auditEntries).where(eq(auditEntries.subjectId, interest));
    expect(lines.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['interest.tuned', 'interest.weights_reset']),
    );
  });

  it('that moves no weight is neither noted as moving one nor has the interest matched again', async () => {
    const { user, want } = await aFunder(db);
    const interest = await want({}, 'off');
    for (let n = 0; n < 2; n += 1) await aPublishedListing(db);
    await matchInterest(db, interest, now);
    const [first, second] = await rowsOf(interest);
    const moves = () =>
      db.$count(auditEntries, and(eq(auditEntries.subjectId, interest), eq(auditEntries.action, 'interest.tuned')));
    const again = () => db.$count(outbox, sql`${outbox.payload} = ${JSON.stringify({ interestId: interest })}::jsonb`);
    await markMatches(db, [first!.id], { state: 'dismissed', reason: 'wrong_amount' }, user);
    const asked = await again();
    expect(await moves()).toBe(1);
    await markMatches(db, [second!.id], { state: 'dismissed', reason: 'other' }, user);
    expect([await moves(), await again()]).toEqual([1, asked]);
  });

  it('never changes what fits, and keeps scores within 0–100, whatever the weights', async () => {
    const { want } = await aFunder(db);
    const rng = rngFrom(7);
    const codes = {
      serviceAreas: (await listServiceAreas(db)).map(({ code }) => code).slice(0, 8),
      localAuthorities: ['E08000037'],
    };
    for (let n = 0; n < 20; n += 1) await aPublishedListing(db, randomListing(rng, codes).content);
    let found = 0;
    for (let n = 0; n < 25; n += 1) {
      const interest = await want(randomCriteria(rng, codes, []), 'off');
      await matchInterest(db, interest, now);
      const before = await rowsOf(interest);
      const tuning = Object.fromEntries(tunedSignals.map((signal) => [signal, 50 + 10 * Math.floor(rng() * 11)]));
      await db
        .update(interests)
        .set({ tuning: tuning as never })
        .where(eq(interests.id, interest));
      await matchInterest(db, interest, now);
      const after = await rowsOf(interest);
      expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      for (const { score } of after) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }
      found += after.length;
    }
    expect(found).toBeGreaterThan(20);
  });
});
