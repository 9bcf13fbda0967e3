// Rights end when they end: somebody who left, an interest that was deleted, a viewer, a listing that is paused.
import { memberships } from '@exchange/db/accounts/tables';
import { anInterest } from '@exchange/db/interests/fixtures';
import { listings } from '@exchange/db/listings/tables';
import { matchListing } from '@exchange/db/matching/match-listing';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
const tokens = { owner: '', leaver: '', viewer: '' };
let organisation: { id: string; slug: string };
let leaverId: string;
let match: { id: string; interest: string; listing: string };

beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  const [owner, leaver, viewer] = [await api.aUser(), await api.aUser(), await api.aUser()];
  organisation = await api.anOrganisation({
    roles: ['funder'],
    members: [
      { user: owner, role: 'owner' },
      { user: leaver, role: 'editor' },
      { user: viewer, role: 'viewer' },
    ],
  });
  leaverId = leaver.id;
  tokens.owner = await api.signIn(owner);
  tokens.leaver = await api.signIn(leaver);
  tokens.viewer = await api.signIn(viewer);
  const interest = await anInterest(api.db, { organisationId: organisation.id, userId: leaver.id });
  const listing = await api.aPublishedListing();
  await matchListing(api.db, listing.id, new Date());
  const found = await api.ask(`/matches?organisation=${organisation.slug}`, { token: tokens.owner });
  match = { id: found.body.items[0]!.id, interest, listing: listing.id };
});

const status = async (path: string, token: string, body?: object, method?: 'PUT' | 'POST') =>
  (await api.ask(path, { token, body, method })).status;
const mark = (token: string) => status('/matches/mark', token, { ids: [match.id], mark: 'seen' }, 'POST');

describe('matches and interests', () => {
  it('are gone for somebody whose membership has ended', async () => {
    const lists = ['matches', 'matches/listings', 'interests', 'interests/suggested'];
    for (const list of lists)
      expect(await status(`/${list}?organisation=${organisation.slug}`, tokens.leaver)).toBe(200);
    await api.db
      .delete(memberships)
      .where(and(eq(memberships.organisationId, organisation.id), eq(memberships.userId, leaverId)));
    for (const list of lists)
      expect(await status(`/${list}?organisation=${organisation.slug}`, tokens.leaver)).toBe(403);
    expect(await status(`/matches/${match.id}`, tokens.leaver)).toBe(404);
    expect(await mark(tokens.leaver)).toBe(404);
    expect(await status(`/interests/${match.interest}`, tokens.leaver)).toBe(404);
    expect(await status(`/interests/${match.interest}/feedback`, tokens.leaver)).toBe(404);
    expect(await status(`/interests/${match.interest}/alert`, tokens.leaver, { frequency: 'daily' }, 'PUT')).toBe(404);
  });

  it('are gone with the interest', async () => {
    await api.ask(`/interests/${match.interest}`, { method: 'DELETE', token: tokens.owner });
    expect(await status(`/matches/${match.id}`, tokens.owner)).toBe(404);
    expect(await mark(tokens.owner)).toBe(404);
  });

  it('are not shown while the listing is not public', async () => {
    await api.db.update(listings).set({ state: 'paused' }).where(eq(listings.id, match.listing));
    expect(await status(`/matches/${match.id}`, tokens.owner)).toBe(404);
    expect(await mark(tokens.owner)).toBe(404);
    const { body } = await api.ask(`/matches/listings?organisation=${organisation.slug}`, { token: tokens.owner });
    expect(body).toMatchObject({ items: [], counts: { open: 0 } });
  });

  it('are read by a viewer, and marked by an editor', async () => {
    expect(await status(`/matches/${match.id}`, tokens.viewer)).toBe(200);
    expect(await mark(tokens.viewer)).toBe(403);
    expect(await mark(tokens.leaver)).toBe(200);
  });
});
