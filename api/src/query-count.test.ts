// How many statements a reply costs does not depend on how many items it has.
import { anInterest } from '@exchange/db/interests/fixtures';
import { findListing, updateListingState } from '@exchange/db/listings/queries';
import { matchInterest } from '@exchange/db/matching/match-interest';
import { toDocument } from '@exchange/search';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestApi, type TestApi } from './testing.ts';

const MANY = 20;
const FEW = 2;

let api: TestApi;
const tokens = { charity: '', funder: '', staff: '' };
const slugs = { charity: '', funder: '' };
const shortlists = { few: '', many: '' };
const listings = { bare: '', full: '' };

/** So many asks, items of evidence and outcomes: a listing that has much, or little. */
const evidence = Array.from({ length: MANY }, (_, n) => ({ kind: 'study' as const, title: `Study ${n}` }));
const outcomes = Array.from({ length: MANY }, (_, n) => ({ name: `Outcome ${n}`, ours: n }));

async function makeListings(organisationId: string): Promise<string[]> {
  const made: string[] = [];
  for (let number = 0; number < MANY; number += 1) {
    const { id } = await api.aPublishedListing({ organisationId });
    const listing = await findListing(api.db, id);
    if (listing) await api.context.index.upsert([toDocument(listing, listing.regionsOfLocalAuthorities)]);
    made.push(id);
    // One that waits for review, of an organisation of its own.
    await updateListingState(api.db, (await api.aListing()).id, { state: 'in_review', submittedAt: new Date() });
  }
  return made;
}

async function makeShortlist(organisationId: string, name: string, ids: readonly string[]): Promise<string> {
  const { body } = await api.ask('/shortlists', { token: tokens.funder, body: { organisationId, name } });
  for (const listingId of ids)
    await api.ask(`/shortlists/${body.id}/items`, { token: tokens.funder, body: { listingId, note: 'A note' } });
  return body.id;
}

beforeAll(async () => {
  api = await createTestApi();
  const [innovator, backer] = [await api.aUser(), await api.aUser()];
  const charity = await api.anOrganisation({ members: [{ user: innovator, role: 'owner' }] });
  const fund = await api.anOrganisation({ roles: ['funder'], members: [{ user: backer, role: 'owner' }] });
  Object.assign(slugs, { charity: charity.slug, funder: fund.slug });
  tokens.charity = await api.signIn(innovator);
  tokens.funder = await api.signIn(backer);
  tokens.staff = await api.signIn(await api.aStaffUser());
  const ids = await makeListings(charity.id);
  const interest = await anInterest(api.db, { organisationId: fund.id, userId: backer.id, criteria: {} });
  await matchInterest(api.db, interest, new Date());
  shortlists.few = await makeShortlist(fund.id, 'Few', ids.slice(0, FEW));
  shortlists.many = await makeShortlist(fund.id, 'Many', ids);
  listings.bare = (await api.aPublishedListing({ evidence: [], outcomes: [] })).id;
  listings.full = (await api.aPublishedListing({ evidence, outcomes })).id;
});
afterAll(() => api.close());

/** Asks, and counts the statements that this sent to the database. */
async function count(path: string, token?: string): Promise<{ statements: number; items: number }> {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  const { status, body } = await api.ask(path, token === undefined ? {} : { token });
  const statements = sent.mock.calls.length;
  sent.mockRestore();
  expect(status, path).toBe(200);
  return { statements, items: Array.isArray(body.items) ? body.items.length : 0 };
}

describe('the number of statements', () => {
  it.each([
    ['GET /listings', () => '/listings?', () => undefined],
    ['GET /organisations/:slug/listings', () => `/organisations/${slugs.charity}/listings?`, () => tokens.charity],
    ['GET /matches', () => `/matches?organisation=${slugs.funder}&`, () => tokens.funder],
    ['GET /admin/review-queue', () => '/admin/review-queue?', () => tokens.staff],
  ])('of %s is the same for 2 items and for 20', async (_, path, token) => {
    // The first time, what is kept in memory is read.
    await count(`${path()}limit=${FEW}`, token());
    const few = await count(`${path()}limit=${FEW}`, token());
    const many = await count(`${path()}limit=${MANY}`, token());
    expect([few.items, many.items]).toEqual([FEW, MANY]);
    expect(many.statements).toBe(few.statements);
    expect(few.statements).toBeGreaterThan(0);
  });

  it('of GET /shortlists/:id is the same for 2 items and for 20', async () => {
    const few = await count(`/shortlists/${shortlists.few}`, tokens.funder);
    const many = await count(`/shortlists/${shortlists.many}`, tokens.funder);
    expect(many.statements).toBe(few.statements);
  });

  it('of GET /listings/:slug is the same whatever it holds, and of its similar ones too', async () => {
    const bare = await count(`/listings/${listings.bare}`);
    expect((await count(`/listings/${listings.full}`)).statements).toBe(bare.statements);
    const similar = await count(`/listings/${listings.bare}/similar`);
    expect((await count(`/listings/${listings.full}/similar`)).statements).toBe(similar.statements);
  });
});
