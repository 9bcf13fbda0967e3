// Totals and counts against brute force: random listings, random queries and filters, no difference at all.
import { facetNames, ListingQuery, regions, stages, type FacetName, type ListingFilters } from '@exchange/contracts';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facetValues } from '../listings/facets.ts';
import { authorityRegion } from '../listings/places.ts';
import { createListingIndex, type ListingDocument, type ListingIndex } from '../index.ts';
import { randomListings, randomly } from '../random.ts';
import { toWordSet } from './set.ts';
import { toTerms } from './terms.ts';

const QUERIES = 300;
const LISTINGS = 400;

type Filters = Partial<ListingFilters>;

const anyOf = (chosen: readonly string[] | undefined, held: readonly (string | null)[]) =>
  !chosen || chosen.length === 0 || chosen.some((value) => held.includes(value));

/** The rules of `ListingFilters`, one listing at a time. */
const passes: Record<FacetName | 'others', (filters: Filters, document: ListingDocument) => boolean> = {
  ask: ({ ask = [], amountMin, amountMax }, { asks }) =>
    (ask.length === 0 && amountMin === undefined && amountMax === undefined) ||
    asks.some(
      ({ kind, min, max }) =>
        (ask.length === 0 || ask.includes(kind)) && max >= (amountMin ?? 0) && min <= (amountMax ?? Infinity),
    ),
  serviceArea: ({ serviceArea }, { serviceAreas }) => anyOf(serviceArea, serviceAreas),
  stage: ({ stage }, document) => anyOf(stage, [document.stage]),
  innovationType: ({ innovationType }, document) => anyOf(innovationType, [document.innovationType]),
  region: ({ region = [], localAuthority = [] }, document) =>
    (region.length === 0 && localAuthority.length === 0) ||
    region.some((code) => document.regions.includes(code)) ||
    localAuthority.some(
      (gss) =>
        document.national ||
        document.localAuthorities.includes(gss) ||
        (document.card.regions.some((code) => code === authorityRegion(gss)) &&
          !document.localAuthorities.some((other) => authorityRegion(other) === authorityRegion(gss))),
    ),
  beneficiary: ({ beneficiary }, { beneficiaries }) => anyOf(beneficiary, beneficiaries),
  minEvidence: ({ minEvidence = 0 }, { evidenceLevel }) => evidenceLevel >= minEvidence,
  others: ({ verified, organisation }, document) =>
    (!verified || document.verified) && anyOf(organisation, [document.organisationId, document.organisationSlug]),
};
const passesAll = (filters: Filters, document: ListingDocument) =>
  Object.values(passes).every((test) => test(filters, document));

/** What the page must say of these filters over the listings that the words find. */
function expected(filters: ListingFilters, found: readonly ListingDocument[]) {
  const areas = [...new Set(found.flatMap(({ serviceAreas }) => serviceAreas))].sort();
  const values = [...facetValues, ...areas.map((value) => ({ facet: 'serviceArea' as const, value }))];
  const withValue = (facet: FacetName, value: string): Filters => ({
    ...filters,
    ...(facet === 'region' ? { localAuthority: [] } : {}),
    [facet]: facet === 'minEvidence' ? Number(value) : [value],
  });
  const facetOf = (name: FacetName) =>
    values
      .filter(({ facet }) => facet === name)
      .map(({ value }) => ({
        value,
        count: found.filter((document) => passesAll(withValue(name, value), document)).length,
      }))
      .filter(({ count }) => count > 0);
  return {
    total: found.filter((document) => passesAll(filters, document)).length,
    facets: Object.fromEntries(facetNames.map((name) => [name, facetOf(name)])),
  };
}

const random = randomly(20_061_206);
const documents = randomListings(LISTINGS, random);

const words = [
  'community',
  'transport',
  'older',
  'people',
  'w7',
  'w12',
  'w30',
  'w31',
  'w55',
  'w90',
  'w120',
  'nosuchword',
  'trasnport',
  'commu',
];
const decorated = (word: string) =>
  random.pick([word, word, word, word, `"${word}"`, `-${word}`, `"${word} ${random.pick(words)}"`]);
const some = <T>(from: readonly T[], share: number) => (random.chance(share) ? random.several(from, 1, 3) : []);

function randomQuery(): ListingQuery {
  const q = [
    random.chance(0.6) ? random.several(words, 1, 4).map(decorated).join(' ') : '',
    random.chance(0.1) ? ' in Wales' : '',
  ].join('');
  const low = random.whole(0, 300_000);
  return ListingQuery.parse({
    q,
    ask: some(['contract', 'investment', 'research', 'peers'], 0.3),
    serviceArea: some(
      ['health_social_care', 'health_social_care.low_vision', 'correctional_services', 'employment_services.none'],
      0.3,
    ),
    stage: some(Object.keys(stages), 0.2),
    innovationType: some(['new_service', 'service_interface'], 0.15),
    region: some(Object.keys(regions), 0.25),
    localAuthority: some(['E08000037', 'E08000021', 'E09000001', 'W06000015', 'E99999999'], 0.2),
    beneficiary: some(['older_people', 'carers', 'veterans', 'children'], 0.2),
    minEvidence: random.chance(0.3) ? String(random.whole(0, 5)) : undefined,
    amountMin: random.chance(0.3) ? String(low) : undefined,
    amountMax: random.chance(0.3) ? String(low + random.whole(0, 300_000)) : undefined,
    organisation: some(
      documents.slice(0, 5).map(({ organisationSlug }) => organisationSlug),
      0.05,
    ),
    verified: random.chance(0.2) ? 'true' : undefined,
    limit: '1',
  });
}

describe('the postgres engine', () => {
  let database: TestDatabase;
  let index: ListingIndex;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    index = createListingIndex({ databaseUrl: database.url });
    await index.sync();
    await index.upsert(documents);
  });
  afterAll(async () => {
    await pool.end();
    await index.close();
    await database.drop();
  });

  /** The set of the words, as defined, read without any filter, facet or ranking. */
  async function foundBy(q: string, region?: string): Promise<ListingDocument[]> {
    const set = await toWordSet(pool, await toTerms(pool, q), region);
    if (set.empty) return [];
    if (set.query === null) return documents;
    const { rows } = await pool.query<{ id: string }>(
      'select id from search.entries join search.documents using (n) where vector @@ $1::tsquery',
      [set.query],
    );
    const ids = new Set(rows.map(({ id }) => id));
    return documents.filter(({ id }) => ids.has(id));
  }

  it(`gives total and counts as brute force does, in ${String(QUERIES)} random searches`, async () => {
    let nonEmpty = 0;
    for (let n = 0; n < QUERIES; n += 1) {
      const query = randomQuery();
      const q = query.q ?? '';
      const inWales = q.endsWith(' in Wales') && q !== ' in Wales';
      const page = await index.search(query);
      const { total, facets } = page;
      const found = await foundBy(inWales ? q.slice(0, -9) : q, inWales ? 'TLL' : undefined);
      const filters = { ...query, region: inWales && query.region.length === 0 ? ['TLL' as const] : query.region };
      expect({ query, total, facets }).toEqual({ query, ...expected(filters, found) });
      if (total > 0) nonEmpty += 1;
    }
    expect(nonEmpty).toBeGreaterThan(QUERIES / 4);
  });

  it('gives every result once, whatever the order and the length of the pages', async () => {
    for (const q of ['people', 'older people w7 w12', 'community transport']) {
      const ids: string[] = [];
      const ask = (page: number) => index.search(ListingQuery.parse({ q, page: String(page), limit: '37' }));
      const { total } = await ask(1);
      for (let page = 1; page <= Math.ceil(total / 37); page += 1)
        ids.push(...(await ask(page)).items.map(({ id }) => id));
      expect([q, new Set(ids).size, ids.length]).toEqual([q, total, total]);
    }
  });
});
