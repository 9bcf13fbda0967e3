// Who a listing fits, over HTTP: named, unnamed, what would widen the circle, and who may know.
import { anInterest } from '@exchange/db/interests/fixtures';
import { matchListing } from '@exchange/db/matching/match-listing';
import type { GivenCriteria, OrganisationRole } from '@exchange/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let listing: { id: string; slug: string | null };
const tokens = { charity: '', outsider: '', staff: '', funder: '' };
const NOBODY = '019a5c1e-0000-7000-8000-000000000000';

async function aFunder(
  name: string,
  criteria: GivenCriteria,
  more: { anonymous?: boolean; role?: OrganisationRole } = {},
) {
  const user = await api.aUser();
  const { role = 'funder', anonymous } = more;
  const organisation = await api.anOrganisation({ name, roles: [role], members: [{ user, role: 'owner' }] });
  await anInterest(api.db, { organisationId: organisation.id, userId: user.id, criteria, anonymous });
  return { user, organisation };
}

beforeAll(async () => {
  api = await createTestApi();
  const [owner, outsider] = [await api.aUser(), await api.aUser()];
  const charity = await api.anOrganisation({ members: [{ user: owner, role: 'viewer' }] });
  const named = await aFunder('Open Fund', { asks: ['investment'] });
  await anInterest(api.db, { organisationId: named.organisation.id, userId: named.user.id });
  await aFunder('Shy Fund', { stages: ['pilot'] }, { anonymous: true });
  for (const number of ['One', 'Two', 'Three']) {
    await aFunder(`Proof ${number}`, { minEvidence: 3 });
    await aFunder(`London ${number}`, { regions: ['TLI'] }, { role: 'commissioner' });
    await aFunder(`Large ${number}`, { asks: ['investment'], investment: { min: 240_000 } });
  }
  for (const number of ['One', 'Two']) await aFunder(`Few ${number}`, { stages: ['scale'] });
  listing = await api.aPublishedListing({ organisationId: charity.id, couldWorkIn: ['TLI'] });
  await matchListing(api.db, listing.id, new Date());
  tokens.charity = await api.signIn(owner);
  tokens.outsider = await api.signIn(outsider);
  tokens.funder = await api.signIn(named.user);
  tokens.staff = await api.signIn(await api.aStaffUser());
});
afterAll(() => api.close());

describe('GET /listings/:id/audience', () => {
  it('names who fits, best first and each once, and leaves those unnamed who chose so', async () => {
    const { status, body, text } = await api.ask(`/listings/${listing.slug!}/audience`, { token: tokens.charity });
    expect(status).toBe(200);
    expect(body).toMatchObject({ listing: { id: listing.id }, total: 2, leastOrganisations: 3 });
    expect(body.items).toMatchObject([
      { name: 'Open Fund', interests: 2, organisation: { name: 'Open Fund' } },
      { name: 'A funder in the North East', interests: 1, organisation: null },
    ]);
    expect(text).not.toContain('Shy Fund');
  });

  it('tells what would widen the circle from three organisations on, and never whose wish it is', async () => {
    const { body, text } = await api.ask(`/listings/${listing.id}/audience`, { token: tokens.staff });
    expect(body.widening).toEqual([
      {
        code: 'begins_at',
        organisations: 3,
        text: '3 funders invest, and begin at £250,000 or a little less: more than you seek',
      },
      { code: 'needs_evidence', organisations: 3, text: '3 funders need evidence level 3' },
      {
        code: 'works_elsewhere',
        organisations: 3,
        text: '3 commissioners look in London; you said you could work there',
      },
    ]);
    for (const secret of ['Proof', 'Large', 'Few', '240000', '240,000', 'scale']) expect(text).not.toContain(secret);
  });

  it('keeps the name from the match too', async () => {
    const matches = await api.ask(`/matches?organisation=${await charitySlug()}&side=listing`, {
      token: tokens.charity,
    });
    expect(matches.text).not.toContain('Shy Fund');
    const unnamed = matches.body.items.find(({ interest }) => !(interest as { organisation?: object }).organisation);
    expect(unnamed?.interest).toMatchObject({ name: 'A funder in the North East' });
    const one = await api.ask(`/matches/${unnamed!.id}`, { token: tokens.charity });
    expect(one.text).not.toContain('Shy Fund');
  });

  it('is for its own side, and for what is published', async () => {
    const path = `/listings/${listing.id}/audience`;
    expect((await api.ask(path)).status).toBe(401);
    expect((await api.ask(path, { token: tokens.outsider })).status).toBe(404);
    expect((await api.ask(path, { token: tokens.funder })).status).toBe(404);
    expect((await api.ask(`/listings/${NOBODY}/audience`, { token: tokens.charity })).status).toBe(404);
    const draft = await api.aListing();
    const early = await api.ask(`/listings/${draft.id}/audience`, { token: tokens.staff });
    expect(early).toMatchObject({ status: 409, body: { error: { code: 'NOT_PUBLISHED' } } });
  });
});

const charitySlug = async () => ((await api.ask(`/listings/${listing.id}`)).body.organisation as { slug: string }).slug;
