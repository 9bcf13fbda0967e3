// The contract suite's listings, and the engines that are there: PostgreSQL always, Meilisearch when it is set.
import { randomUUID } from 'node:crypto';
import { ListingPage, ListingQuery } from '@exchange/contracts';
import { afterAll, beforeAll } from 'vitest';
import { aDocument } from './fixtures.ts';
import { createListingIndex, type ListingDocument, type ListingIndex, type SearchConfig } from './index.ts';
import { dropMeilisearchIndex } from './meilisearch/index.ts';

export const lowVision = aDocument({
  title: 'Gateshead low vision service',
  summary: 'Magnifiers and training for older people, in one visit.',
  organisationName: 'Sight Service',
  body: 'People waited months. Rehabilitation workers now visit them at home with spectacles and lamps.',
  asks: [{ kind: 'contract', min: 50_000, max: 200_000 }],
  serviceAreas: ['health_social_care', 'health_social_care.low_vision'],
  stage: 'scale',
  innovationType: 'new_service',
  regions: ['TLC'],
  localAuthorities: ['E08000037'],
  wholeRegions: [],
  beneficiaries: ['older_people', 'people_with_sight_loss'],
  evidenceLevel: 2,
  verified: true,
});
export const reading = aDocument({
  title: 'Prison reading plan',
  summary: 'Prisoners teach prisoners to read, which cuts re-offending.',
  asks: [
    { kind: 'investment', min: 20_000, max: 80_000 },
    { kind: 'research', min: 10_000, max: null },
  ],
  serviceAreas: ['correctional_services', 'correctional_services.offender_learning'],
  stage: 'pilot',
  national: true,
  beneficiaries: ['offenders_and_ex_offenders'],
  evidenceLevel: 4,
});
export const transport = aDocument({
  title: 'Lifts for everybody <script>alert("x")</script>',
  summary: 'Community transport & a phone line in Cumbria; drivers are café regulars.',
  body: 'A <b>bus</b> that comes when it is called. '.repeat(20) + 'Its trial in the valleys was a success.',
  asks: [{ kind: 'contract', min: 400_000, max: 900_000 }, { kind: 'peers' }],
  serviceAreas: ['other_local_services', 'other_local_services.community_transport'],
  stage: 'pilot',
  regions: ['TLD'],
  beneficiaries: ['older_people', 'people_in_rural_areas'],
  evidenceLevel: 0,
});
export const neet = aDocument({
  title: 'First step',
  summary: 'For young adults not in education, employment or training.',
  body: 'A mentor for each of them, and work that is paid.',
  serviceAreas: ['employment_services'],
  stage: 'prototype',
  regions: ['TLC', 'TLI'],
  evidenceLevel: 1,
});
export const all = [lowVision, reading, transport, neet];

interface Engine {
  name: ListingIndex['engine'];
  config: Partial<SearchConfig>;
}

/** Those that are there. */
export function enginesAtHand(meiliUrl: string | undefined, meiliKey: string | undefined): Engine[] {
  const meiliIndex = `contract_${randomUUID()}`;
  return [
    { name: 'postgres', config: {} },
    ...(meiliUrl ? [{ name: 'meilisearch' as const, config: { meiliUrl, meiliKey, meiliIndex } }] : []),
  ];
}

/** Documents in two batches. */
export async function* batches(...documents: ListingDocument[]) {
  const half = Math.ceil(documents.length / 2);
  yield await Promise.resolve(documents.slice(0, half));
  yield documents.slice(half);
}

type Query = Record<string, unknown>;

export const ids = (...documents: ListingDocument[]) => new Set(documents.map(({ id }) => id));

interface ScratchDatabase {
  url: string;
  drop: () => Promise<void>;
}

/** Opens an engine for a suite, filled with the four listings, and what the suite asks of it. */
export function useEngine({ config }: Engine, createDatabase: () => Promise<ScratchDatabase>) {
  let database: ScratchDatabase | undefined;
  let index: ListingIndex | undefined;
  const opened = () => {
    if (!index) throw new Error('The engine is opened before the first test.');
    return index;
  };
  beforeAll(async () => {
    database = await createDatabase();
    index = createListingIndex({ databaseUrl: database.url, ...config });
    await index.sync();
    await index.rebuild(() => batches(...all));
  });
  afterAll(async () => {
    await index?.close();
    const { meiliUrl: url, meiliKey: key, meiliIndex: uid } = config;
    if (url && uid) await dropMeilisearchIndex({ url, key, uid });
    await database?.drop();
  });
  const search = async (query: Query): Promise<ListingPage> =>
    ListingPage.parse(await opened().search(ListingQuery.parse(query)));
  return {
    index: opened,
    search,
    titles: async (query: Query) => (await search(query)).items.map(({ title }) => title),
    found: async (query: Query) => new Set((await search(query)).items.map(({ id }) => id)),
    counts: async (facet: keyof ListingPage['facets'], query: Query = {}) =>
      Object.fromEntries((await search(query)).facets[facet].map(({ value, count }) => [value, count])),
  };
}
