// A saved search finds what the search found: over random searches, the interest that each becomes fits the same listings.
import { Criteria, ListingQuery, type AskKind, type ListingQuery as Query } from '@exchange/contracts';
import { anOrganisation, aPublishedListing } from '@exchange/db/fixtures';
import { wordColumns } from '@exchange/db/interests/keywords';
import { listPublishedListings } from '@exchange/db/listings/queries';
import { listings } from '@exchange/db/listings/tables';
import { refreshStaleFacts } from '@exchange/db/matching/facts';
import { randomCriteria, randomListing, rngFrom, vocabulary } from '@exchange/db/matching/generators';
import { previewInterest } from '@exchange/db/matching/match-interest';
import { listLocalAuthorities, listServiceAreas } from '@exchange/db/reference/queries';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { documentsOf, keywordBook, type ListingIndex } from '@exchange/search';
import { createListingIndex } from '@exchange/search/create';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';

const LISTINGS = 60;
const SEARCHES = 150;
/** Said in different words by different listings, and looked for in any of them; hyphens, apostrophes and marks among them. */
const sayings = [
  ...['CAMHS', 'child and adolescent mental health services', 'Older people', 'the elderly', 'pensioners'],
  ...['reoffending', 're-offending', 'reconviction', 'anti-social behaviour', 'ASB', 'wellbeing', 'well-being'],
  ...['blind', 'sight loss', 'low vision', 'NEET', 'not in education, employment or training', 'community bus'],
  ...['Women’s aid', 'care/support', 'one-to-one help', 'home care', 'domiciliary care', 'social isolation'],
];
/** What staff added. */
const pairs = [
  { from: 'minibus', to: 'community bus', bothWays: true },
  { from: 'choir', to: 'Women’s aid', bothWays: false },
];
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
    const say = () => (n < sayings.length ? sayings[n]! : random() < 0.4 ? pick(sayings) : '');
    const { id } = await aPublishedListing(db, {
      ...content,
      title: `${content.title ?? ''} ${random() < 0.2 ? pick(sayings) : ''}`.trim(),
      problem: `${content.problem ?? ''} ${say()}.`,
      organisationId: charities[n % charities.length]!.id,
    });
    await db.update(listings).set({ reviewedEvidenceLevel }).where(eq(listings.id, id));
  }
  organisationId = (await anOrganisation(db)).id;
  index = createListingIndex({ databaseUrl: database.url });
  await index.sync();
  await refreshStaleFacts(db);
  await index.setSynonyms(pairs);
  await index.rebuild(() => documentsOf((after) => listPublishedListings(db, { after, limit: 50 })));
});
afterAll(async () => {
  await index.close();
  await database.drop();
});

function pick<T>(from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

/** Words without quotation marks, all of which must be there; phrases; what is left out. */
function randomWords(): string {
  const one = () => (random() < 0.6 ? pick(sayings) : pick(vocabulary));
  const pieces = [one, one, one, () => `"${one()}"`, () => `-"${one()}"`, () => `-${pick(vocabulary)}`];
  return Array.from({ length: Math.ceil(random() * 2.2) }, () => pick(pieces)()).join(' ');
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

const read = keywordBook.withPairs(pairs);
/** What an interest fits, of all listings. */
async function fitting(criteria: Criteria): Promise<string[]> {
  const { rows } = await previewInterest(database.db, { organisationId, criteria, read }, new Date(0), 1000);
  return rows.map(({ listingId }) => listingId).sort();
}
const found = async (query: Query) => (await index.search(query)).items.map(({ id }) => id).sort();

it(`fits what the search finds, in ${String(SEARCHES)} random searches`, async () => {
  let hits = 0;
  for (let n = 0; n < SEARCHES; n += 1) {
    const query = randomSearch();
    const searched = await found(query);
    expect({ query, ids: await fitting(toCriteria(query)) }).toEqual({ query, ids: searched });
    hits += searched.length > 0 ? 1 : 0;
  }
  expect(hits).toBeGreaterThan(SEARCHES / 5);
});

/** The listings that have the words, and those that lack what is left out: the two gates of matching alone, which a preview asks with all others. */
async function passing(criteria: Criteria): Promise<{ wanted: string[]; left: string[] }> {
  const { words, excludedWords } = wordColumns(criteria, read);
  const { rows } = await database.db.execute<{ id: string; wanted: boolean; left: boolean }>(sql`
    select f.listing_id as id, i.words is null or f.words @@ i.words as wanted,
      i.excluded_words is null or not f.words @@ i.excluded_words as left
    from listing_facts f cross join (select ${words} as words, ${excludedWords} as excluded_words) i order by id`);
  const idsOf = (gate: 'wanted' | 'left') => rows.filter((row) => row[gate]).map(({ id }) => id);
  return { wanted: idsOf('wanted'), left: idsOf('left') };
}

it(`understands words as the search does, wanted and left out, in ${String(SEARCHES)} random searches`, async () => {
  const searchFor = (q: string) => ListingQuery.parse({ q, words: 'all', limit: '100' });
  const all = await found(searchFor(''));
  let hits = 0;
  for (let n = 0; n < SEARCHES; n += 1) {
    const q = randomWords();
    const searched = await found(searchFor(q));
    const rest = all.filter((id) => !searched.includes(id));
    expect({ q, ...(await passing(Criteria.parse({ q, exclude: { q } }))) }).toEqual({
      q,
      wanted: searched,
      left: rest,
    });
    hits += searched.length > 0 && rest.length > 0 ? 1 : 0;
  }
  expect(hits).toBeGreaterThan(SEARCHES / 3);
});
