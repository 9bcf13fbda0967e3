// Matches over HTTP, from both sides: what each sees, and who may act.
import { anInterest } from '@exchange/db/interests/fixtures';
import { matchListing } from '@exchange/db/matching/match-listing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
const tokens = { funder: '', viewer: '', charity: '', outsider: '', staff: '' };
const slugs = { funder: '', charity: '' };
let charityId: string;
let want: (criteria?: Parameters<typeof anInterest>[1]['criteria']) => Promise<string>;
const NOBODY = '019a5c1e-0000-7000-8000-000000000000';

beforeAll(async () => {
  api = await createTestApi();
  const [funder, viewer, innovator, outsider] = await Promise.all(Array.from({ length: 4 }, () => api.aUser()));
  const organisation = await api.anOrganisation({
    name: 'North Fund',
    roles: ['funder'],
    members: [
      { user: funder!, role: 'editor' },
      { user: viewer!, role: 'viewer' },
    ],
  });
  const charity = await api.anOrganisation({ members: [{ user: innovator!, role: 'owner' }] });
  Object.assign(slugs, { funder: organisation.slug, charity: charity.slug });
  charityId = charity.id;
  want = (criteria) =>
    anInterest(api.db, { organisationId: organisation.id, userId: funder!.id, name: 'Our secret plan', criteria });
  tokens.funder = await api.signIn(funder!);
  tokens.viewer = await api.signIn(viewer!);
  tokens.charity = await api.signIn(innovator!);
  tokens.outsider = await api.signIn(outsider!);
  tokens.staff = await api.signIn(await api.aStaffUser());
});
afterAll(() => api.close());

/** A fresh listing of the charity that fits a fresh interest of the funder. */
async function aMatch() {
  const interest = await want({ investment: { min: 25_000, max: 250_000 }, q: 'magnifiers' });
  const listing = await api.aPublishedListing({ organisationId: charityId });
  await matchListing(api.db, listing.id, new Date());
  const { body } = await api.ask(`/matches?organisation=${slugs.funder}&interest=${interest}`, {
    token: tokens.funder,
  });
  return { interest, listing, id: body.items[0]!.id };
}
const act = (id: string, verb: string, token?: string, body?: unknown) =>
  api.ask(`/matches/${id}/${verb}`, { method: 'POST', token, body });

describe('GET /matches', () => {
  it('tells the interest’s side which listing fits, how well and why', async () => {
    const { interest, listing } = await aMatch();
    const { status, body } = await api.ask(`/matches?organisation=${slugs.funder}&interest=${interest}`, {
      token: tokens.viewer,
    });
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { listing: { id: listing.id, title: listing.title }, interest: { name: 'Our secret plan' }, state: 'new' },
    ]);
    expect(body.items[0]?.reasons).toContainEqual({
      code: 'amount_fits',
      kind: 'investment',
      min: 50_000,
      max: 120_000,
      wantedMin: 25_000,
      wantedMax: 250_000,
      text: 'seeks investment of £50,000–£120,000; you invest £25,000–£250,000',
    });
  });

  it('tells the listing’s side who is interested and why, and nothing that is private', async () => {
    const { listing, id } = await aMatch();
    await act(id, 'dismiss', tokens.funder, { reason: 'too_early' });
    const { body, text } = await api.ask(
      `/matches?organisation=${slugs.charity}&side=listing&listing=${listing.id}&state=new`,
      { token: tokens.charity },
    );
    const match = body.items.find((item) => item.id === id);
    expect(match).toMatchObject({ state: 'new', interest: { organisation: { name: 'North Fund' } } });
    const texts = (match?.reasons as { text: string }[]).map((reason) => reason.text);
    expect(texts).toContain('seeks investment of £50,000–£120,000; they invest £25,000–£250,000');
    expect(texts).toContain('has the words they look for');
    expect(text).not.toContain('Our secret plan');
    expect(text).not.toContain('too_early');
    expect(text).not.toContain('magnifiers');
  });

  it('leaves out the dismissed unless asked for, and pages', async () => {
    const { interest, id } = await aMatch();
    await act(id, 'dismiss', tokens.funder, { reason: 'other' });
    const path = `/matches?organisation=${slugs.funder}&interest=${interest}`;
    expect((await api.ask(path, { token: tokens.funder })).body.items).toEqual([]);
    expect((await api.ask(`${path}&state=dismissed`, { token: tokens.funder })).body.items).toHaveLength(1);
    await aMatch();
    const first = await api.ask(`/matches?organisation=${slugs.funder}&limit=1`, { token: tokens.funder });
    const rest = await api.ask(
      `/matches?organisation=${slugs.funder}&limit=100&cursor=${String(first.body.nextCursor)}`,
      { token: tokens.funder },
    );
    expect(rest.body.items.length).toBeGreaterThan(0);
    expect(rest.body.items.map((item) => item.id)).not.toContain(first.body.items[0]?.id);
    expect(rest.body.nextCursor).toBeNull();
  });

  it('refuses who may not', async () => {
    const path = `/matches?organisation=${slugs.funder}`;
    expect((await api.ask(path)).status).toBe(401);
    expect((await api.ask(path, { token: tokens.outsider })).status).toBe(403);
    expect((await api.ask(path, { token: tokens.charity })).status).toBe(403);
    expect((await api.ask('/matches?organisation=nobody', { token: tokens.funder })).status).toBe(404);
    expect((await api.ask(`${path}&side=both`, { token: tokens.funder })).status).toBe(422);
  });
});

describe('GET /matches/:id', () => {
  it('shows each side its own words', async () => {
    const { id } = await aMatch();
    const of = async (token: string) => (await api.ask(`/matches/${id}`, { token })).text;
    expect(await of(tokens.viewer)).toContain('you invest');
    expect(await of(tokens.staff)).toContain('you invest');
    expect(await of(tokens.charity)).toContain('they invest');
    expect((await api.ask(`/matches/${id}`, { token: tokens.outsider })).status).toBe(404);
    expect((await api.ask(`/matches/${id}`)).status).toBe(401);
    expect((await api.ask(`/matches/${NOBODY}`, { token: tokens.funder })).status).toBe(404);
  });

  it('is gone once the listing has left the public eye', async () => {
    const { id, listing } = await aMatch();
    const archived = await api.ask(`/listings/${listing.id}/archive`, { token: tokens.charity, body: {} });
    expect(archived.status).toBe(200);
    expect((await api.ask(`/matches/${id}`, { token: tokens.funder })).status).toBe(404);
  });
});

describe('what the interest’s side makes of a match', () => {
  it('marks it seen, shortlists and dismisses it', async () => {
    const { id } = await aMatch();
    expect((await act(id, 'seen', tokens.funder)).body).toMatchObject({ state: 'seen' });
    expect((await act(id, 'shortlist', tokens.funder)).body).toMatchObject({ state: 'shortlisted' });
    expect((await act(id, 'seen', tokens.funder)).body).toMatchObject({ state: 'shortlisted' });
    const dismissed = await act(id, 'dismiss', tokens.staff, { reason: 'wrong_area', note: 'We left Wales.' });
    expect(dismissed).toMatchObject({ status: 200, body: { state: 'dismissed' } });
    expect((await act(id, 'dismiss', tokens.funder, {})).status).toBe(422);
  });

  it('is for its owners and editors only', async () => {
    const { id } = await aMatch();
    for (const verb of ['seen', 'shortlist', 'dismiss']) {
      const body = verb === 'dismiss' ? { reason: 'other' } : undefined;
      expect((await act(id, verb, undefined, body)).status).toBe(401);
      expect((await act(id, verb, tokens.viewer, body)).status).toBe(403);
      expect((await act(id, verb, tokens.charity, body)).status).toBe(403);
      expect((await act(id, verb, tokens.outsider, body)).status).toBe(404);
      expect((await act(NOBODY, verb, tokens.funder, body)).status).toBe(404);
    }
  });
});
