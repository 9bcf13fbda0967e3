// How often each member is mailed about an interest, over HTTP: success, invalid, signed out, forbidden and missing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { peopleOf, type Tokens } from '../testing-people.ts';

let api: TestApi;
let organisationId: string;
let tokens: Tokens<'owner' | 'viewer'>;
const NOBODY = '019a5c1e-0000-7000-8000-000000000000';

beforeAll(async () => {
  api = await createTestApi();
  const people = await peopleOf(api, { owner: 'owner', viewer: 'viewer' }, { roles: ['funder'] });
  tokens = people.tokens;
  organisationId = people.organisation.id;
});
afterAll(() => api.close());

const create = (frequency = 'instant') =>
  api.ask('/interests', { token: tokens.owner, body: { organisationId, name: 'Sight loss', criteria: {}, frequency } });

describe('PUT /interests/:id/alert', () => {
  const choose = (id: string, frequency: string, token?: string) =>
    api.ask(`/interests/${id}/alert`, { method: 'PUT', token, body: { frequency } });

  it('is each member’s own choice, suggested until they choose', async () => {
    const { id } = (await create('daily')).body;
    const before = await api.ask(`/interests/${id}`, { token: tokens.viewer });
    expect(before.body).toMatchObject({ frequency: 'off', suggestedFrequency: 'daily' });
    const chosen = await choose(id, 'off', tokens.viewer);
    expect(chosen).toMatchObject({ status: 200, body: { frequency: 'off', suggestedFrequency: null, version: 1 } });
    expect((await choose(id, 'weekly', tokens.owner)).body).toMatchObject({ frequency: 'weekly' });
    expect((await choose(id, 'weekly', tokens.owner)).status).toBe(200);
    expect((await api.ask(`/interests/${id}`, { token: tokens.viewer })).body.frequency).toBe('off');
  });

  it('suggests weekly where nobody wants mail', async () => {
    const { id } = (await create('off')).body;
    const seen = await api.ask(`/interests/${id}`, { token: tokens.viewer });
    expect(seen.body.suggestedFrequency).toBe('weekly');
  });

  it('refuses who may not', async () => {
    const { id } = (await create()).body;
    expect((await choose(id, 'hourly', tokens.viewer)).status).toBe(422);
    expect((await choose(id, 'daily')).status).toBe(401);
    expect((await choose(id, 'daily', tokens.staff)).status).toBe(403);
    expect((await choose(id, 'daily', tokens.outsider)).status).toBe(404);
    expect((await choose(NOBODY, 'daily', tokens.owner)).status).toBe(404);
  });
});
