// Indexing on the real engine: what is public is found, what is not is gone, and whoever writes last has seen the newest.
import { ListingQuery } from '@exchange/contracts';
import { anOrganisation, aListing, aPublishedListing } from '@exchange/db/fixtures';
import { updateListingState } from '@exchange/db/listings/queries';
import { updateOrganisation } from '@exchange/db/organisations/queries';
import type { ListingIndex } from '@exchange/search';
import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import { indexOrganisation } from '../organisations/index-organisation.ts';
import { indexListings } from './index-listings.ts';
import { ownIndex } from '../testing-index.ts';

const { db, index } = await ownIndex();

const found = async (q: string) => (await index.search(ListingQuery.parse({ q }))).items;
const idsOf = async (q: string) => (await found(q)).map(({ id }) => id);

describe('indexListings', () => {
  it('adds the published, removes the others, and takes unknown ids and repetitions as they come', async () => {
    const shown = await aPublishedListing(db, { title: 'Talking lighthouse' });
    const draft = await aListing(db, { title: 'Talking lighthouse in a drawer' });
    const ids = [shown.id, draft.id, uuidv7(), shown.id];
    await indexListings(db, index, ids);
    await indexListings(db, index, ids);
    expect(await idsOf('lighthouse')).toEqual([shown.id]);
    await updateListingState(db, shown.id, { state: 'paused' });
    await indexListings(db, index, ids);
    expect(await idsOf('lighthouse')).toEqual([]);
  });

  it('puts a listing into the regions of its local authorities', async () => {
    const { id } = await aPublishedListing(db, {
      title: 'Harbour walks',
      regions: [],
      localAuthorities: ['E08000037'],
    });
    await indexListings(db, index, [id]);
    const page = await index.search(ListingQuery.parse({ q: 'harbour', region: 'TLC' }));
    expect(page.items.map((item) => item.id)).toEqual([id]);
  });

  it('that reads first and writes last, writes what is newest', async () => {
    const { id } = await aPublishedListing(db, { title: 'Quayside choir' });
    // Between this job's reading and its writing the listing is taken down, and another job does its work.
    let overtaken = false;
    const slow: ListingIndex = {
      ...index,
      upsert: async (documents) => {
        if (!overtaken) {
          overtaken = true;
          await updateListingState(db, id, { state: 'archived' });
          await indexListings(db, index, [id]);
        }
        await index.upsert(documents);
      },
    };
    await indexListings(db, slow, [id]);
    expect(await idsOf('quayside')).toEqual([]);
  });
});

describe('indexOrganisation', () => {
  it('brings a new name to all of its published listings, and no draft with it', async () => {
    const { id: organisationId } = await anOrganisation(db, { name: 'Old Name' });
    const ids: string[] = [];
    for (let number = 0; number < 53; number += 1) {
      ids.push((await aPublishedListing(db, { organisationId, title: `Pier workshop ${String(number)}` })).id);
    }
    await aListing(db, { organisationId, title: 'Pier workshop unfinished' });
    await indexListings(db, index, ids);
    await updateOrganisation(db, organisationId, { name: 'New Name' });
    await indexOrganisation(db, index, organisationId);
    const page = await index.search(ListingQuery.parse({ q: 'pier workshop', limit: '100' }));
    expect(page.total).toBe(53);
    expect(new Set(page.items.map(({ organisation }) => organisation.name))).toEqual(new Set(['New Name']));
  });
});
