// An index that lost, kept or garbled something is mended, and one that is right is left alone.
import { ListingQuery } from '@exchange/contracts';
import { aPublishedListing, aStaffUser } from '@exchange/db/fixtures';
import { updateListingState } from '@exchange/db/listings/queries';
import { addSynonym, removeSynonym } from '@exchange/db/searches/synonyms';
import { describe, expect, it } from 'vitest';
import { giveSynonyms } from './give-synonyms.ts';
import { verifyIndex } from './verify-index.ts';
import { ownIndex } from '../testing-index.ts';

const { db, index } = await ownIndex();

const nothing = { missing: [], extra: [], different: [] };

describe('verifyIndex', () => {
  it('fills an index that is new, and then finds nothing to mend', async () => {
    const { id } = await aPublishedListing(db, { title: 'Lantern walks' });
    expect(await verifyIndex(db, index)).toMatchObject({ expected: 1, missing: [id] });
    expect((await index.search(ListingQuery.parse({ q: 'lantern' }))).total).toBe(1);
    expect(await verifyIndex(db, index)).toEqual({ expected: 1, ...nothing });
  });

  it('gives every engine the synonyms that staff added, once they change too', async () => {
    const { id } = await aPublishedListing(db, { title: 'Thursday lunch club' });
    await verifyIndex(db, index);
    const staff = await aStaffUser(db);
    const total = async () => (await index.search(ListingQuery.parse({ q: 'cantina' }))).total;
    expect(await total()).toBe(0);
    const added = await addSynonym(db, { from: 'cantina', to: 'lunch club', bothWays: false }, staff);
    await giveSynonyms(db, index);
    expect(await total()).toBe(1);
    await removeSynonym(db, added?.id ?? '', staff);
    await verifyIndex(db, index);
    expect(await total()).toBe(0);
    await updateListingState(db, id, { state: 'paused' });
    await verifyIndex(db, index);
  });

  it('mends what is lost, left over or garbled', async () => {
    const lost = await aPublishedListing(db, { title: 'Lost and found' });
    const leftOver = await aPublishedListing(db, { title: 'Left over' });
    const garbled = await aPublishedListing(db, { title: 'Garden of words' });
    await verifyIndex(db, index);
    await index.remove([lost.id]);
    await updateListingState(db, leftOver.id, { state: 'paused' });
    const [stored] = await index.get([garbled.id]);
    if (!stored) throw new Error('it was indexed');
    await index.upsert([{ ...stored, title: 'Something else' }]);
    expect(await verifyIndex(db, index)).toMatchObject({
      missing: [lost.id],
      extra: [leftOver.id],
      different: [garbled.id],
    });
    expect(await verifyIndex(db, index)).toMatchObject(nothing);
  });
});
