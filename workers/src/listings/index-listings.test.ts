// Indexing on the real engine: what is public is found, what is not is gone, and whoever writes last has seen the newest.
import { ListingQuery } from '@exchange/contracts';
import { anOrganisation, aListing, aPublishedListing } from '@exchange/db/fixtures';
import { updateListingState } from '@exchange/db/listings/queries';
import { updateOrganisation } from '@exchange/db/organisations/queries';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import type { ListingIndex } from '@exchange/search';
import { createListingIndex } from '@exchange/search/create';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexOrganisation } from '../organisations/index-organisation.ts';
import { indexListings } from './index-listings.ts';

let database: TestDatabase;
let index: ListingIndex;
beforeAll(async () => {
  database = await createTestDatabase();
  index = createListingIndex({ databaseUrl: database.url });
  await index.sync();
});
afterAll(async () => {
  await index.close();
  await database.drop();
});

const found = async (q: string) => (await index.search(ListingQuery.parse({ q }))).items;
const idsOf = async (q: string) => (await found(q)).map(({ id }) => id);

describe('indexListings', () => {
  it('adds the published, removes the others, and takes unknown ids and repetitions as they come', async () => {
    const shown = await aPublishedListing(database.db, { title: 'Talking lighthouse' });
    const draft = await aListing(database.db, { title: 'Talking lighthouse in a drawer' });
    const ids = [shown.id, draft.id, uuidv7(), shown.id];
    await indexListings(database.db, index, ids);
    await indexListings(database.db, index, ids);
    expect(await idsOf('lighthouse')).toEqual([shown.id]);
    await updateListingState(database.db, shown.id, { state: 'paused' });
    await indexListings(database.db, index, ids);
    expect(await idsOf('lighthouse')).toEqual([]);
  });

  it('puts a listing into the regions of its local authorities', async () => {
    const { id } = await aPublishedListing(database.db, {
      title: 'Harbour walks',
      regions: [],
      localAuthorities: ['E08000037'],
    });
    await indexListings(database.db, index, [id]);
    const page = await index.search(ListingQuery.parse({ q: 'harbour', region: 'TLC' }));
    expect(page.items.map((item) => item.id)).toEqual([id]);
  });

  it('that reads first and writes last, writes what is newest', async () => {
    const { id } = await aPublishedListing(database.db, { title: 'Quayside choir' });
    // Between this job's reading and its writing the listing is taken down, and another job does its work.
    let overtaken = false;
    const slow: ListingIndex = {
      ...index,
      upsert: async (documents) => {
        if (!overtaken) {
          overtaken = true;
          await updateListingState(database.db, id, { state: 'archived' });
          await indexListings(database.db, index, [id]);
        }
        await index.upsert(documents);
      },
    };
    await indexListings(database.db, slow, [id]);
    expect(await idsOf('quayside')).toEqual([]);
  });
});

describe('indexOrganisation', () => {
  it('brings a new name to all of its published listings, and no draft with it', async () => {
    const { id: organisationId } = await anOrganisation(database.db, { name: 'Old Name' });
    const ids: string[] = [];
    for (let number = 0; number < 53; number += 1) {
      ids.push((await aPublishedListing(database.db, { organisationId, title: `Pier workshop ${String(number)}` })).id);
    }
    await aListing(database.db, { organisationId, title: 'Pier workshop unfinished' });
    await indexListings(database.db, index, ids);
    await updateOrganisation(database.db, organisationId, { name: 'New Name' });
    await indexOrganisation(database.db, index, organisationId);
    const page = await index.search(ListingQuery.parse({ q: 'pier workshop', limit: '100' }));
    expect(page.total).toBe(53);
    expect(new Set(page.items.map(({ organisation }) => organisation.name))).toEqual(new Set(['New Name']));
  });
});
