// A saved search finds what the search found: over random searches, the interest that each becomes fits the same listings.
import { Criteria, ListingQuery, type AskKind, type ListingQuery as Query } from '@exchange/contracts';
import { anOrganisation, aPublishedListing } from '@exchange/db/fixtures';
import { listPublishedListings } from '@exchange/db/listings/queries';
import { listings } from '@exchange/db/listings/tables';
import { randomCriteria, randomListing, rngFrom, vocabulary } from '@exchange/db/matching/generators';
import { previewInterest } from '@exchange/db/matching/match-interest';
import { listLocalAuthorities, listServiceAreas } from '@exchange/db/reference/queries';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { documentsOf, type ListingIndex } from '@exchange/search';
import { createListingIndex } from '@exchange/search/create';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';

const LISTINGS = 60;
const SEARCHES = 150;
const moneyKinds = ['contract', 'investment', 'research'] as const;

let database: TestDatabase;
let index: ListingIndex;
let organisationId: string;
/** Who the listings are of: by slug or by id in a search, by id in criteria. */
const charities: { id: string; slug: string }[] = [];
const random = rngFrom(20_061_206);
const codes = { serviceAreas: [] as string[], localAuthorities: [] as string[] };

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  codes.serviceAreas = (await listServiceAreas(db)).map(({ code }) => code).slice(0, 12);
  codes.localAuthorities = (await listLocalAuthorities(db))
    .filter(({ region }) => region === 'TLC' || region === 'TLE')
    .map(({ code }) => code)
    .slice(0, 8);
  for (const verified of [false, true, false]) charities.push(await anOrganisation(db, { verified }));
  for (let n = 0; n < LISTINGS; n += 1) {
    const { content, reviewedEvidenceLevel } = randomListing(random, codes);
    const { id } = await aPublishedListing(db, { ...content, organisationId: charities[n % charities.length]!.id });
    await db.update(listings).set({ reviewedEvidenceLevel }).where(eq(listings.id, id));
  }
  organisationId = (await anOrganisation(db)).id;
  index = createListingIndex({ databaseUrl: database.url });
  await index.sync();
  await index.rebuild(() => documentsOf((after) => listPublishedListings(db, { after, limit: 50 })));
});
afterAll(async () => {
  await index.close();
  await database.drop();
});

/** Words without quotation marks, all of which must be there; a phrase of one word; a word left out. */
function randomWords(): string {
  const one = () => vocabulary[Math.floor(random() * vocabulary.length)]!;
  const pieces = [one, one, () => `"${one()}"`, () => `-${one()}`];
  return Array.from({ length: Math.ceil(random() * 3) }, () => pieces[Math.floor(random() * pieces.length)]!()).join(
    ' ',
  );
}

/** A search of filters, and sometimes words. */
function randomSearch(): Query {
  const { asks, serviceAreas, regions, localAuthorities, stages, innovationTypes, beneficiaries, minEvidence } =
    randomCriteria(random, codes, []);
  const low = Math.round(random() * 400_000);
  return ListingQuery.parse({
    q: random() < 0.4 ? randomWords() : '',
    words: 'all',
    ask: asks,
    serviceArea: serviceAreas,
    region: regions,
    localAuthority: localAuthorities,
    stage: stages,
    innovationType: innovationTypes,
    beneficiary: beneficiaries,
    minEvidence: String(minEvidence),
    amountMin: random() < 0.3 ? String(low) : '',
    amountMax: random() < 0.3 ? String(low + Math.round(random() * 400_000)) : '',
    verified: random() < 0.2 ? 'true' : '',
    organisation:
      random() < 0.25 ? charities.slice(random() < 0.5 ? 1 : 2).map((one) => (random() < 0.5 ? one.id : one.slug)) : [],
    limit: '100',
  });
}

/** What "save this search" makes of it: amounts are a range for each kind of ask that has money and is chosen, or for all. */
function toCriteria(query: Query): Criteria {
  const range = { min: query.amountMin ?? null, max: query.amountMax ?? null };
  const isBounded = range.min !== null || range.max !== null;
  const isChosen = (kind: AskKind) => query.ask.length === 0 || query.ask.includes(kind);
  return Criteria.parse({
    q: query.q ?? '',
    asks: query.ask,
    serviceAreas: query.serviceArea,
    regions: query.region,
    localAuthorities: query.localAuthority,
    stages: query.stage,
    innovationTypes: query.innovationType,
    beneficiaries: query.beneficiary,
    minEvidence: query.minEvidence ?? 0,
    verifiedOnly: query.verified ?? false,
    organisations: charities
      .filter(({ id, slug }) => query.organisation.some((one) => one === id || one === slug))
      .map(({ id }) => id),
    ...Object.fromEntries(moneyKinds.filter((kind) => isBounded && isChosen(kind)).map((kind) => [kind, range])),
  });
}

it(`fits what the search finds, in ${String(SEARCHES)} random searches`, async () => {
  const { db } = database;
  let found = 0;
  for (let n = 0; n < SEARCHES; n += 1) {
    const query = randomSearch();
    const page = await index.search(query);
    const { rows } = await previewInterest(db, { organisationId, criteria: toCriteria(query) }, new Date(0), 1000);
    const searched = page.items.map(({ id }) => id).sort();
    expect({ query, ids: rows.map(({ listingId }) => listingId).sort() }).toEqual({ query, ids: searched });
    found += page.total > 0 ? 1 : 0;
  }
  expect(found).toBeGreaterThan(SEARCHES / 5);
});
