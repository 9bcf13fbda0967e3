// The property: both directions of matching find what plain loops find, with the same score and reasons.
import { Criteria } from '@exchange/contracts';
import { asc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrganisation, aPublishedListing, aUser } from '../fixtures.ts';
import { insertInterests } from '../interests/bulk.ts';
import { anInterest } from '../interests/fixtures.ts';
import { rewordInterests } from '../interests/reword.ts';
import { listings } from '../listings/tables.ts';
import { listLocalAuthorities, listServiceAreas } from '../reference/queries.ts';
import { createTestDatabase, type TestDatabase } from '../testing.ts';
import { randomCriteria, randomListing, readSmall, rngFrom, saidFor, smallBook } from './generators.ts';
import { matchInterest, previewInterest } from './match-interest.ts';
import { matchListing } from './match-listing.ts';
import { fits, type OracleListing } from './oracle.ts';
import { matches } from './tables.ts';

const INTERESTS = 300;
const LISTINGS = 60;
const now = new Date('2026-03-02T09:00:00Z');

let database: TestDatabase;
let regionOf: Map<string, string>;
const wanted: { id: string; criteria: Criteria; organisationId: string }[] = [];
const offered: (OracleListing & { id: string })[] = [];

/** Some want nothing but a word that has a synonym, or anything but that. */
function wordsOnly(n: number): Criteria | undefined {
  const q = Object.keys(saidFor)[n % 3]!;
  if (n % 20 === 0) return Criteria.parse({ q });
  return n % 20 === 10 ? Criteria.parse({ exclude: { q } }) : undefined;
}

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const rng = rngFrom(20_260_302);
  const authorities = await listLocalAuthorities(db);
  regionOf = new Map(authorities.map(({ code, region }) => [code, region]));
  const codes = {
    // Few of each, so that they meet; authorities of two regions, so that some regions are covered in part.
    serviceAreas: (await listServiceAreas(db)).map(({ code }) => code).slice(0, 24),
    localAuthorities: authorities
      .filter(({ region }) => region === 'TLC' || region === 'TLE')
      .map(({ code }) => code)
      .slice(0, 15),
  };
  const user = await aUser(db);
  const organisations = await Promise.all(
    [true, false, true, false].map((verified) => anOrganisation(db, { verified, members: [{ user, role: 'owner' }] })),
  );
  const ids = organisations.map(({ id }) => id);
  for (let n = 0; n < LISTINGS; n += 1) {
    const { content, reviewedEvidenceLevel } = randomListing(rng, codes);
    const organisation = organisations[n % 4]!;
    const { id } = await aPublishedListing(db, { organisationId: organisation.id, ...content });
    await db.update(listings).set({ reviewedEvidenceLevel }).where(eq(listings.id, id));
    offered.push({
      id,
      content,
      reviewedEvidenceLevel,
      organisationId: organisation.id,
      organisationName: organisation.name,
      verified: organisation.verified,
    });
  }
  for (let n = 0; n < INTERESTS; n += 1)
    wanted.push({
      id: uuidv7(),
      criteria: wordsOnly(n) ?? randomCriteria(rng, codes, ids),
      organisationId: ids[n % 4]!,
    });
  // Most are written in bulk; some as people's are, to hold the two ways of writing against the same loops.
  const [byHand, bulk] = [wanted.slice(0, 50), wanted.slice(50)];
  await insertInterests(
    db,
    bulk.map((row) => ({ ...row, name: 'Bulk' })),
    regionOf,
    readSmall,
  );
  for (const interest of byHand) interest.id = await anInterest(db, { ...interest, userId: user.id, frequency: 'off' });
  await rewordInterests(db, smallBook);
});
afterAll(() => database.drop());

/** Several at a time, as workers would. */
async function inTurn<T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < items.length; n += 4) await Promise.all(items.slice(n, n + 4).map(run));
}
const pairs = (rows: { interestId: string; listingId: string }[]) =>
  rows.map(({ interestId, listingId }) => `${interestId} ${listingId}`).sort();
const stored = () =>
  database.db
    .select({
      interestId: matches.interestId,
      listingId: matches.listingId,
      score: matches.score,
      reasons: matches.reasons,
      nearMiss: matches.nearMiss,
    })
    .from(matches)
    .orderBy(asc(matches.interestId), asc(matches.listingId));

describe('matching in both directions', () => {
  it('finds from the listing what plain loops find', async () => {
    const expected = wanted.flatMap((interest) =>
      offered
        .filter((listing) => fits(interest.criteria, interest.organisationId, listing, regionOf))
        .map((listing) => ({ interestId: interest.id, listingId: listing.id })),
    );
    await inTurn(offered, ({ id }) => matchListing(database.db, id, now));
    expect(pairs(await stored())).toEqual(pairs(expected));
    // The property says something only if there is a fair number on either side.
    expect(expected.length).toBeGreaterThan(500);
    expect(expected.length).toBeLessThan((INTERESTS * LISTINGS) / 2);
  });

  it('finds the same from the interest, with the same score and reasons, and a preview shows it', async () => {
    const fromListings = await stored();
    await database.db.delete(matches);
    await inTurn(wanted, ({ id }) => matchInterest(database.db, id, now, 0, smallBook));
    expect(await stored()).toEqual(fromListings);
    const since = new Date(0);
    for (const { id, ...interest } of wanted.slice(0, 20)) {
      const preview = await previewInterest(database.db, { ...interest, read: readSmall }, since, 1_000);
      const rows = fromListings.filter(({ interestId }) => interestId === id);
      expect(preview.total).toBe(rows.length);
      expect(preview.rows.map(({ listingId }) => listingId).sort()).toEqual(rows.map((row) => row.listingId).sort());
    }
  });

  it('gives every match a score of 0–100 and at least one reason, and names what it found by a synonym', async () => {
    const all = await stored();
    const named = all.flatMap(({ reasons }) =>
      reasons.flatMap((reason) => (reason.code === 'words_found' ? (reason.bySynonym ?? []) : [])),
    );
    expect(new Set(named.map(({ asked, found }) => `${asked} ${found}`)).size).toBe(Object.keys(saidFor).length);
    for (const match of all) {
      expect(match.score).toBeGreaterThanOrEqual(0);
      expect(match.score).toBeLessThanOrEqual(100);
      expect(match.reasons.length).toBeGreaterThan(0);
    }
  });
});
