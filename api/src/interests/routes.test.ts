// Interests over HTTP: for each endpoint success, invalid, signed out, forbidden and missing.
import { matchInterest } from '@exchange/db/matching/match-interest';
import { matchListing } from '@exchange/db/matching/match-listing';
import { addSynonym } from '@exchange/db/searches/synonyms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { peopleOf, type Tokens } from '../testing-people.ts';

let api: TestApi;
let organisationId: string;
let slug: string;
let tokens: Tokens<'owner' | 'viewer'>;
const NOBODY = '019a5c1e-0000-7000-8000-000000000000';

beforeAll(async () => {
  api = await createTestApi();
  const people = await peopleOf(api, { owner: 'owner', viewer: 'viewer' }, { roles: ['funder'] });
  tokens = people.tokens;
  organisationId = people.organisation.id;
  slug = people.organisation.slug;
});
afterAll(() => api.close());

const aBody = (changes: Record<string, unknown> = {}) => ({
  organisationId,
  name: 'Sight loss in the North East',
  criteria: { asks: ['investment'], serviceAreas: ['health_social_care'], regions: ['TLC'] },
  frequency: 'instant',
  ...changes,
});
const create = (changes: Record<string, unknown> = {}) =>
  api.ask('/interests', { token: tokens.owner, body: aBody(changes) });

describe('POST /interests', () => {
  it('makes an interest, with every part of its criteria filled in', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      organisationId,
      name: 'Sight loss in the North East',
      frequency: 'instant',
      version: 1,
      matches: 0,
      newMatches: 0,
      criteria: { asks: ['investment'], stages: [], minEvidence: 0, q: '', exclude: { organisations: [] } },
    });
  });

  it('gives the same answer to the same Idempotency-Key', async () => {
    const asking = { token: tokens.owner, body: aBody(), headers: { 'idempotency-key': 'once' } };
    const [first, again] = [await api.ask('/interests', asking), await api.ask('/interests', asking)];
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
  });

  it('names every field that is wrong', async () => {
    const { status, body } = await create({
      name: '',
      frequency: 'hourly',
      criteria: { asks: ['money'], investment: { min: 5, max: 1 }, colour: 'red' },
    });
    expect(status).toBe(422);
    expect(body.error.fields.map(({ path }) => path).sort()).toEqual([
      'criteria.asks.0',
      'criteria.colour',
      'criteria.investment.max',
      'frequency',
      'name',
    ]);
  });

  it('names codes and organisations that do not exist', async () => {
    const { status, body } = await create({
      criteria: {
        serviceAreas: ['health_social_care', 'health_social_care.magic'],
        localAuthorities: ['E99999999'],
        organisations: [organisationId, NOBODY],
        exclude: { serviceAreas: ['nothing_of_ours'], organisations: [NOBODY] },
      },
    });
    expect(status).toBe(422);
    expect(body.error.fields.map(({ path }) => path)).toEqual([
      'criteria.serviceAreas.1',
      'criteria.localAuthorities.0',
      'criteria.organisations.1',
      'criteria.exclude.serviceAreas.0',
      'criteria.exclude.organisations.0',
    ]);
  });

  it('refuses who may not', async () => {
    expect((await api.ask('/interests', { body: aBody() })).status).toBe(401);
    expect((await api.ask('/interests', { token: tokens.viewer, body: aBody() })).status).toBe(403);
    expect((await api.ask('/interests', { token: tokens.outsider, body: aBody() })).status).toBe(403);
    expect((await create({ organisationId: NOBODY })).status).toBe(404);
  });
});

describe('GET /interests', () => {
  it('pages through an organisation’s interests, newest first', async () => {
    const ids = [];
    for (let n = 0; n < 3; n += 1) ids.unshift((await create({ name: `Interest ${n}` })).body.id);
    const first = await api.ask(`/interests?organisation=${slug}&limit=2`, { token: tokens.viewer });
    expect(first.status).toBe(200);
    const next = await api.ask(`/interests?organisation=${slug}&limit=2&cursor=${String(first.body.nextCursor)}`, {
      token: tokens.staff,
    });
    expect([...first.body.items, ...next.body.items].map(({ id }) => id).slice(0, 3)).toEqual(ids);
  });

  it('refuses who may not, and a cursor that is not ours', async () => {
    const path = `/interests?organisation=${slug}`;
    expect((await api.ask(path)).status).toBe(401);
    expect((await api.ask(path, { token: tokens.outsider })).status).toBe(403);
    expect((await api.ask('/interests?organisation=nobody', { token: tokens.owner })).status).toBe(404);
    expect((await api.ask(`${path}&cursor=x`, { token: tokens.owner })).status).toBe(422);
    expect((await api.ask('/interests', { token: tokens.owner })).status).toBe(422);
  });
});

describe('/interests/:id', () => {
  it('shows it to members and staff, each with their own frequency', async () => {
    const { id } = (await create()).body;
    expect((await api.ask(`/interests/${id}`, { token: tokens.owner })).body).toMatchObject({ frequency: 'instant' });
    expect((await api.ask(`/interests/${id}`, { token: tokens.viewer })).body).toMatchObject({ frequency: 'off' });
    expect((await api.ask(`/interests/${id}`, { token: tokens.staff })).status).toBe(200);
    expect((await api.ask(`/interests/${id}`, { token: tokens.outsider })).status).toBe(404);
    expect((await api.ask(`/interests/${id}`)).status).toBe(401);
    expect((await api.ask(`/interests/${NOBODY}`, { token: tokens.owner })).status).toBe(404);
  });

  it('counts the matches that can be seen', async () => {
    await api.aPublishedListing();
    const { id } = (await create()).body;
    await matchInterest(api.db, id, new Date());
    expect((await api.ask(`/interests/${id}`, { token: tokens.owner })).body).toMatchObject({
      matches: 1,
      newMatches: 1,
    });
  });

  it('changes name and criteria, and says so when somebody else was quicker', async () => {
    const { id } = (await create()).body;
    const patch = (body: unknown, token = tokens.owner) =>
      api.ask(`/interests/${id}`, { method: 'PATCH', token, body });
    const changed = await patch({ version: 1, name: 'Renamed', criteria: { stages: ['scale'] } });
    expect(changed).toMatchObject({
      status: 200,
      body: { version: 2, name: 'Renamed', criteria: { stages: ['scale'], asks: [] } },
    });
    const stale = await patch({ version: 1, name: 'Too late' });
    expect(stale).toMatchObject({ status: 409, body: { error: { code: 'STALE_VERSION', currentVersion: 2 } } });
    expect((await patch({ version: 2, criteria: { serviceAreas: ['x'] } })).status).toBe(422);
    expect((await patch({ version: 2, name: 'Mine' }, tokens.viewer)).status).toBe(403);
    expect((await patch({ version: 2, name: 'Mine' }, tokens.outsider)).status).toBe(404);
  });

  it('lets a viewer choose their own mail, and leaves the version as it is', async () => {
    const { id } = (await create()).body;
    const body = { version: 1, frequency: 'weekly' };
    const { status, body: interest } = await api.ask(`/interests/${id}`, {
      method: 'PATCH',
      token: tokens.viewer,
      body,
    });
    expect({ status, frequency: interest.frequency, version: interest.version }).toEqual({
      status: 200,
      frequency: 'weekly',
      version: 1,
    });
    expect((await api.ask(`/interests/${id}`, { token: tokens.owner })).body.frequency).toBe('instant');
  });

  it('deletes it', async () => {
    const { id } = (await create()).body;
    const remove = (token?: string) => api.ask(`/interests/${id}`, { method: 'DELETE', token });
    expect((await remove()).status).toBe(401);
    expect((await remove(tokens.viewer)).status).toBe(403);
    expect((await remove(tokens.outsider)).status).toBe(404);
    expect((await remove(tokens.owner)).status).toBe(204);
    expect((await remove(tokens.owner)).status).toBe(404);
  });
});

describe('POST /interests/preview', () => {
  it('shows what would have matched in the last 30 days, with reasons, and saves nothing', async () => {
    const DAY = 24 * 3_600_000;
    const listing = await api.aPublishedListing({ serviceAreas: ['correctional_services'], regions: ['TLK'] });
    await api.aPublishedListing({
      serviceAreas: ['correctional_services'],
      regions: ['TLK'],
      publishedAt: new Date(Date.now() - 31 * DAY),
    });
    const before = (await api.ask(`/interests?organisation=${slug}&limit=100`, { token: tokens.owner })).body.items
      .length;
    const { status, body } = await api.ask('/interests/preview', {
      token: tokens.viewer,
      body: { organisationId, criteria: { serviceAreas: ['correctional_services'] } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      total: 1,
      fitsNow: 2,
      items: [{ id: listing.id, state: 'new', listing: { slug: listing.slug } }],
    });
    const [first] = body.items;
    expect(first?.reasons).toContainEqual({
      code: 'service_area_fits',
      serviceAreas: ['correctional_services'],
      text: 'is in Correctional services, which you named',
    });
    const after = (await api.ask(`/interests?organisation=${slug}&limit=100`, { token: tokens.owner })).body.items
      .length;
    expect(after).toBe(before);
  });

  it('understands words as the search does, and so does what is then saved, at once', async () => {
    await addSynonym(api.db, { from: 'buddies', to: 'befriending', bothWays: false }, await api.aStaffUser());
    const [befriending, acronym] = [
      await api.aPublishedListing({ regions: ['TLD'], problem: 'There is little befriending.' }),
      await api.aPublishedListing({ regions: ['TLD'], problem: 'CAMHS have a waiting list, and buddies none.' }),
    ];
    const criteria = { regions: ['TLD'], q: 'buddies', exclude: { q: 'child and adolescent mental health services' } };
    const { body } = await api.ask('/interests/preview', { token: tokens.owner, body: { organisationId, criteria } });
    expect(body).toMatchObject({ total: 1, fitsNow: 1, items: [{ id: befriending.id }] });
    expect(body.items[0]?.reasons).toContainEqual({
      code: 'words_found',
      q: 'buddies',
      bySynonym: [{ asked: 'buddies', found: 'befriending' }],
      text: 'has the words “befriending” (you look for buddies)',
    });
    const saved = await create({ criteria });
    const changed = await create({ criteria: { regions: ['TLD'], q: 'horses' } });
    const change = { method: 'PATCH', token: tokens.owner, body: { version: 1, criteria } } as const;
    expect((await api.ask(`/interests/${changed.body.id}`, change)).status).toBe(200);
    for (const { id } of [befriending, acronym]) await matchListing(api.db, id, new Date());
    for (const { id } of [saved.body, changed.body])
      expect((await api.ask(`/interests/${id}`, { token: tokens.owner })).body.matches).toBe(1);
  });

  it('refuses who may not', async () => {
    const body = { organisationId, criteria: {} };
    expect((await api.ask('/interests/preview', { body })).status).toBe(401);
    expect((await api.ask('/interests/preview', { body, token: tokens.outsider })).status).toBe(403);
    const missing = { body: { ...body, organisationId: NOBODY }, token: tokens.owner };
    expect((await api.ask('/interests/preview', missing)).status).toBe(404);
    const wrong = { body: { ...body, criteria: { minEvidence: 9 } }, token: tokens.owner };
    expect((await api.ask('/interests/preview', wrong)).status).toBe(422);
  });
});
