// What would widen a listing's circle: the same as plain loops count, and never fewer organisations than three.
import { Criteria, LEAST_ORGANISATIONS, type GivenCriteria } from '@exchange/contracts';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOrganisation, aPublishedListing } from '../fixtures.ts';
import { insertInterests } from '../interests/bulk.ts';
import { listings } from '../listings/tables.ts';
import { listLocalAuthorities, listServiceAreas } from '../reference/queries.ts';
import { createTestDatabase, type TestDatabase } from '../testing.ts';
import { listAdmirers } from './audience.ts';
import { randomCriteria, randomListing, readSmall, rngFrom, type Rng } from './generators.ts';
import { matchListing } from './match-listing.ts';
import { fits, type OracleListing } from './oracle.ts';
import { wideningOf, type OracleInterest } from './oracle-widening.ts';
import { listWidening } from './widening.ts';

const ORGANISATIONS = 120;
const INTERESTS = 400;
const LISTINGS = 25;

const moneyOnly = (rng: Rng): GivenCriteria => {
  const amount = Math.round(10 ** (3 + rng() * 5));
  return { asks: ['investment'], investment: rng() < 0.5 ? { min: amount } : { max: amount } };
};

let database: TestDatabase;
let regionOf: Map<string, string>;
const wanted: (OracleInterest & { id: string })[] = [];
const offered: (OracleListing & { id: string })[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const rng = rngFrom(20_261_125);
  const authorities = await listLocalAuthorities(db);
  regionOf = new Map(authorities.map(({ code, region }) => [code, region]));
  const codes = {
    serviceAreas: (await listServiceAreas(db)).map(({ code }) => code).slice(0, 8),
    localAuthorities: authorities
      .filter(({ region }) => region === 'TLC' || region === 'TLE')
      .map(({ code }) => code)
      .slice(0, 15),
  };
  const organisations: string[] = [];
  for (let n = 0; n < ORGANISATIONS; n += 1)
    organisations.push((await anOrganisation(db, { roles: [n % 3 === 0 ? 'commissioner' : 'funder'] })).id);
  for (let n = 0; n < INTERESTS; n += 1)
    wanted.push({
      id: uuidv7(),
      // Some ask for nothing but money, so that money alone stops them.
      criteria: n % 4 === 0 ? Criteria.parse(moneyOnly(rng)) : randomCriteria(rng, codes, []),
      organisationId: organisations[n % ORGANISATIONS]!,
    });
  await insertInterests(
    db,
    wanted.map((row) => ({ ...row, name: 'Bulk' })),
    regionOf,
    readSmall,
  );
  for (let n = 0; n < LISTINGS; n += 1) {
    const { content, reviewedEvidenceLevel } = randomListing(rng, codes);
    if (n === 0) content.asks = [{ kind: 'investment', amountMin: 100, amountMax: 500, instruments: ['grant'] }];
    const organisation = await anOrganisation(db, { verified: n % 2 === 0 });
    const { id } = await aPublishedListing(db, { organisationId: organisation.id, ...content });
    await db.update(listings).set({ reviewedEvidenceLevel }).where(eq(listings.id, id));
    const { id: organisationId, name: organisationName, verified } = organisation;
    offered.push({ id, content, reviewedEvidenceLevel, organisationId, organisationName, verified });
    await matchListing(db, id, new Date());
  }
});
afterAll(() => database.drop());

describe('listWidening', () => {
  it('counts what plain loops count, of organisations that do not hear of the listing anyhow', async () => {
    const codes = new Set<string>();
    for (const listing of offered) {
      const expected = wideningOf(wanted, listing, regionOf);
      const found = await listWidening(database.db, listing.id);
      const lines = found.map(({ code, kind, key, organisations }) => `${code} ${kind ?? ''} ${key} ${organisations}`);
      for (const { code } of found) codes.add(code);
      if (expected.length <= 12) expect(lines.sort()).toEqual(expected);
      else expect(expected).toEqual(expect.arrayContaining(lines));
      expect(found.every(({ organisations }) => organisations >= LEAST_ORGANISATIONS)).toBe(true);
      expect(found.length).toBe(Math.min(12, expected.length));
    }
    // The property says something only if most of the kinds turn up.
    expect([...codes].sort()).toEqual(
      expect.arrayContaining(['begins_at', 'ends_at', 'needs_evidence', 'other_ask', 'other_stage', 'works_elsewhere']),
    );
  });
});

describe('listAdmirers', () => {
  it('names each organisation that the listing fits once, the best first', async () => {
    for (const listing of offered) {
      const expected = new Set(
        wanted
          .filter((one) => fits(one.criteria, one.organisationId, listing, regionOf))
          .map((one) => one.organisationId),
      );
      const { items, total } = await listAdmirers(database.db, listing.id);
      expect(total).toBe(expected.size);
      expect(new Set(items.map(({ organisation }) => organisation?.id))).toEqual(expected);
      const scores = items.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
  });
});
