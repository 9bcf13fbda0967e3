// Interests suggested by what is shortlisted, over HTTP.
import { anInterest } from '@exchange/db/interests/fixtures';
import { auditEntries } from '@exchange/db/moderation/tables';
import { matchInterest } from '@exchange/db/matching/match-interest';
import { putOnDefaultShortlist } from '@exchange/db/shortlists/queries';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let organisation: Awaited<ReturnType<TestApi['anOrganisation']>>;
let user: Awaited<ReturnType<TestApi['aUser']>>;
const tokens = { owner: '', outsider: '', editor: '' };
beforeAll(async () => {
  api = await createTestApi();
  user = await api.aUser();
  const editor = await api.aUser();
  organisation = await api.anOrganisation({
    roles: ['funder'],
    members: [
      { user, role: 'viewer' },
      { user: editor, role: 'editor' },
    ],
  });
  tokens.editor = await api.signIn(editor);
  tokens.owner = await api.signIn(user);
  tokens.outsider = await api.signIn(await api.aUser());
});
afterAll(() => api.close());

const shortlist = async (given: Parameters<TestApi['aPublishedListing']>[0]) => {
  const { id } = await api.aPublishedListing(given);
  await putOnDefaultShortlist(api.db, { organisationId: organisation.id, listingId: id }, user);
};
const suggested = async () =>
  (await api.ask(`/interests/suggested?organisation=${organisation.slug}`, { token: tokens.owner })).body.items;

describe('GET /interests/suggested', () => {
  it('waits for three that are alike, and leaves out what an interest finds already', async () => {
    await shortlist({ serviceAreas: ['health_social_care.low_vision'], regions: ['TLC', 'TLE'] });
    await shortlist({ serviceAreas: ['health_social_care'], regions: ['TLC'] });
    await shortlist({ serviceAreas: ['employment_services'], regions: ['TLD'] });
    expect(await suggested()).toEqual([]);
    await shortlist({ serviceAreas: ['health_social_care.audiology'], regions: ['TLC', 'TLI'] });
    expect(await suggested()).toMatchObject([
      {
        name: 'Health and social care in the North East',
        criteria: { serviceAreas: ['health_social_care'], regions: ['TLC'] },
        listings: 3,
        reason: 'You shortlisted 3 innovations in health and social care in the North East',
      },
    ]);
    await shortlist({ serviceAreas: ['health_social_care'], national: true, regions: [] });
    const [wider] = await suggested();
    expect(wider).toMatchObject({ listings: 4, criteria: { regions: [] } });
    const interest = await anInterest(api.db, {
      organisationId: organisation.id,
      userId: user.id,
      criteria: { serviceAreas: ['health_social_care'] },
    });
    await matchInterest(api.db, interest, new Date());
    expect(await suggested()).toEqual([]);
  });

  it('refuses who may not', async () => {
    const path = `/interests/suggested?organisation=${organisation.slug}`;
    expect((await api.ask(path)).status).toBe(401);
    expect((await api.ask(path, { token: tokens.outsider })).status).toBe(403);
    expect((await api.ask('/interests/suggested?organisation=nobody', { token: tokens.owner })).status).toBe(404);
    expect((await api.ask('/interests/suggested', { token: tokens.owner })).status).toBe(422);
  });
});

describe('POST /interests/suggested/put-aside', () => {
  const putAside = (serviceArea: unknown, token = tokens.editor, slug = organisation.slug) =>
    api.ask('/interests/suggested/put-aside', { body: { organisation: slug, serviceArea }, token });
  const serviceAreas = ['children_education_training'];

  it('puts a suggestion aside for the organisation, until three more make it another', async () => {
    for (let n = 0; n < 3; n += 1) await shortlist({ serviceAreas, regions: ['TLD'] });
    expect(await suggested()).toMatchObject([{ criteria: { serviceAreas }, listings: 3 }]);
    expect((await putAside('children_education_training')).status).toBe(204);
    expect(await suggested()).toEqual([]);
    // Twice is once: it is not suggested any more.
    expect((await putAside('children_education_training')).status).toBe(404);
    for (let n = 0; n < 2; n += 1) await shortlist({ serviceAreas, regions: ['TLD'] });
    expect(await suggested()).toEqual([]);
    await shortlist({ serviceAreas, regions: ['TLC'] });
    expect(await suggested()).toMatchObject([{ criteria: { serviceAreas }, listings: 6 }]);
    expect((await putAside('children_education_training')).status).toBe(204);
    expect(await suggested()).toEqual([]);
    const entries = await api.db
      .select({ details: auditEntries.details })
      .from(auditEntries)
      .where(eq(auditEntries.action, 'interest.suggestion_put_aside'))
      .orderBy(asc(auditEntries.id));
    const [serviceArea] = serviceAreas;
    expect(entries.map(({ details }) => details)).toEqual([
      { serviceArea, listings: 3 },
      { serviceArea, listings: 6 },
    ]);
  });

  it('refuses who may not, and what is not suggested', async () => {
    const path = '/interests/suggested/put-aside';
    const body = { organisation: organisation.slug, serviceArea: 'health_social_care' };
    expect((await api.ask(path, { body })).status).toBe(401);
    expect((await putAside('health_social_care', tokens.owner)).status).toBe(403);
    expect((await putAside('health_social_care', tokens.outsider)).status).toBe(403);
    expect((await putAside('correctional_services')).status).toBe(404);
    expect((await putAside('correctional_services', tokens.editor, 'nobody')).status).toBe(404);
    expect((await putAside('Nonsense!')).status).toBe(422);
    expect((await putAside(undefined)).status).toBe(422);
  });
});
