// An index that lost, kept or garbled something is mended, and one that is right is left alone.
import { ListingQuery } from '@exchange/contracts';
import { aPublishedListing, aStaffUser } from '@exchange/db/fixtures';
import { updateListingState } from '@exchange/db/listings/queries';
import { addSynonym, removeSynonym } from '@exchange/db/searches/synonyms';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import type { ListingIndex } from '@exchange/search';
import { createListingIndex } from '@exchange/search/create';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveSynonyms } from './give-synonyms.ts';
import { verifyIndex } from './verify-index.ts';

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

const nothing = { missing: [], extra: [], different: [] };

describe('verifyIndex', () => {
  it('fills an index that is new, and then finds nothing to mend', async () => {
    const { id } = await aPublishedListing(database.db, { title: 'Lantern walks' });
    expect(await verifyIndex(database.db, index)).toMatchObject({ expected: 1, missing: [id] });
    expect((await index.search(ListingQuery.parse({ q: 'lantern' }))).total).toBe(1);
    expect(await verifyIndex(database.db, index)).toEqual({ expected: 1, ...nothing });
  });

  it('gives every engine the synonyms that staff added, once they change too', async () => {
    const { id } = await aPublishedListing(database.db, { title: 'Thursday lunch club' });
    await verifyIndex(database.db, index);
    const staff = await aStaffUser(database.db);
    const total = async () => (await index.search(ListingQuery.parse({ q: 'cantina' }))).total;
    expect(await total()).toBe(0);
    const added = await addSynonym(database.db, { from: 'cantina', to: 'lunch club', bothWays: false }, staff);
    await giveSynonyms(database.db, index);
    expect(await total()).toBe(1);
    await removeSynonym(database.db, added?.id ?? '', staff);
    await verifyIndex(database.db, index);
    expect(await total()).toBe(0);
    await updateListingState(database.db, id, { state: 'paused' });
    await verifyIndex(database.db, index);
  });

  it('mends what is lost, left over or garbled', async () => {
    const lost = await aPublishedListing(database.db, { title: 'Lost and found' });
    const leftOver = await aPublishedListing(database.db, { title: 'Left over' });
    const garbled = await aPublishedListing(database.db, { title: 'Garden of words' });
    await verifyIndex(database.db, index);
    await index.remove([lost.id]);
    await updateListingState(database.db, leftOver.id, { state: 'paused' });
    const [stored] = await index.get([garbled.id]);
    if (!stored) throw new Error('it was indexed');
    await index.upsert([{ ...stored, title: 'Something else' }]);
    expect(await verifyIndex(database.db, index)).toMatchObject({
      missing: [lost.id],
      extra: [leftOver.id],
      different: [garbled.id],
    });
    expect(await verifyIndex(database.db, index)).toMatchObject(nothing);
  });
});
