// The suite that every engine must pass: PostgreSQL always, Meilisearch when MEILI_URL is set.
import { ListingPage, ListingQuery } from '@exchange/contracts';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDocument } from './fixtures.ts';
import { createListingIndex, type ListingIndex } from './index.ts';

let database: TestDatabase;
let index: ListingIndex;
beforeAll(async () => {
  database = await createTestDatabase();
  index = createListingIndex({ databaseUrl: database.url });
});
afterAll(async () => {
  await index.close();
  await database.drop();
});
describe('x', () => {
  it('y', async () => {
    expect(await index.sync()).toEqual({ fresh: true });
    expect(await index.sync()).toEqual({ fresh: false });
    await index.upsert([
      aDocument({
        title: 'Low vision service',
        body: 'Helps people with sight loss',
        asks: [{ kind: 'investment', min: 10, max: 100 }],
        serviceAreas: ['health_social_care', 'health_social_care.low_vision'],
        stage: 'pilot',
        beneficiaries: ['older_people'],
      }),
      aDocument({ title: 'Community transport', summary: 'Re-offending cut by lifts', national: true }),
    ]);
    for (const q of [
      'vision',
      'visoin',
      'vis',
      'reoffending',
      'people "low vision"',
      'people -vision',
      'the',
      '!!',
      'NEET',
      'low vision in the Nroth East',
      'low vision in London',
    ]) {
      const page = await index.search(ListingQuery.parse({ q }));
      ListingPage.parse(page);
      console.log(
        q,
        page.total,
        page.items.map((i) => i.title),
        page.items[0]?.highlights,
        page.correctedQuery,
        page.understood,
      );
    }
    console.log(JSON.stringify(await index.search(ListingQuery.parse({ region: 'TLC', amountMin: '50' }))));
    console.log(await index.suggest('tran'), await index.suggest('low vi'), await index.suggest('tarnsport'));
    await index.ping();
  });
});
