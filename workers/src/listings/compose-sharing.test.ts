// Mail about shared and handed-on listings says what is so when it is sent, and nothing when somebody answered first.
import type { ClaimedEmail } from '@exchange/db/emails/sending';
import { aListing, anOrganisation, aUser } from '@exchange/db/fixtures';
import { acceptPartner, endTransfer, insertPartner, insertTransfer } from '@exchange/db/listings/queries-sharing';
import { deleteMembership } from '@exchange/db/organisations/queries';
import { createTestDatabase, type TestDatabase } from '@exchange/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composePartner, composeTransfer } from './compose-sharing.ts';

let database: TestDatabase;
let ids: Record<'owner' | 'theirOwner' | 'from' | 'to' | 'listing', string>;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const [owner, theirOwner] = [await aUser(db), await aUser(db)];
  const from = await anOrganisation(db, { name: 'Gateshead Sight', members: [{ user: owner, role: 'owner' }] });
  const to = await anOrganisation(db, { name: 'Tyne Eye Care', members: [{ user: theirOwner, role: 'owner' }] });
  const listing = await aListing(db, { organisationId: from.id, title: 'One team' });
  ids = { owner: owner.id, theirOwner: theirOwner.id, from: from.id, to: to.id, listing: listing.id };
});
afterAll(() => database.drop());

const email = (userId: string, data: Record<string, unknown>) => ({ userId, data }) as unknown as ClaimedEmail;

it('asks, and tells of the answer, in the words of the moment', async () => {
  const { db } = database;
  const transferId = await insertTransfer(db, {
    ...{ listingId: ids.listing, fromOrganisationId: ids.from, toOrganisationId: ids.to, note: 'You run it.' },
    ...{ requestedBy: ids.owner, requestedByName: 'Ida', expiresAt: new Date('2026-12-24T23:30:00Z') },
  });
  const asked = email(ids.theirOwner, { transferId, step: 'asked' });
  expect(await composeTransfer(db, asked)).toMatchObject({
    kind: 'listing_transfer',
    data: { title: 'One team', from: 'Gateshead Sight', by: 'Ida', until: '24 December 2026', note: 'You run it.' },
  });
  expect(await composeTransfer(db, email(ids.owner, { transferId, step: 'asked' }))).toHaveProperty('nothingLeft');
  await endTransfer(db, transferId, { state: 'declined', decidedByName: 'Tom', decidedAt: new Date() });
  expect(await composeTransfer(db, asked)).toHaveProperty('nothingLeft');
  expect(await composeTransfer(db, email(ids.owner, { transferId, step: 'declined' }))).toMatchObject({
    data: { by: 'Tom', receiver: { name: 'Gateshead Sight' } },
  });
});

it('asks to write together, and says so once it is accepted', async () => {
  const { db } = database;
  await insertPartner(db, { listingId: ids.listing, organisationId: ids.to, invitedByName: 'Ida' });
  const about = { listingId: ids.listing, partnerId: ids.to };
  const asked = email(ids.theirOwner, { ...about, step: 'asked' });
  expect(await composePartner(db, asked)).toMatchObject({
    data: { organisation: 'Gateshead Sight', partner: 'Tyne Eye Care', receiver: { name: 'Tyne Eye Care' } },
  });
  await acceptPartner(db, ids.listing, ids.to, new Date());
  expect(await composePartner(db, asked)).toHaveProperty('nothingLeft');
  const accepted = email(ids.owner, { ...about, step: 'accepted' });
  expect(await composePartner(db, accepted)).toMatchObject({ data: { receiver: { name: 'Gateshead Sight' } } });
  await deleteMembership(db, ids.from, ids.owner);
  expect(await composePartner(db, accepted)).toHaveProperty('nothingLeft');
});
