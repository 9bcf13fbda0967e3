// Feedback over HTTP: proposals are asked, answered and taken back; weights are shown and set back; gates move by a yes only.
import { matchInterest } from '@exchange/db/matching/match-interest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
const tokens = { owner: '', viewer: '', outsider: '' };
let organisationId: string;
let slug: string;
let id: string;
const NOBODY = '019a5c1e-0000-7000-8000-000000000000';

beforeAll(async () => {
  api = await createTestApi();
  const [owner, viewer] = [await api.aUser(), await api.aUser()];
  const organisation = await api.anOrganisation({
    roles: ['funder'],
    members: [
      { user: owner, role: 'editor' },
      { user: viewer, role: 'viewer' },
    ],
  });
  organisationId = organisation.id;
  slug = organisation.slug;
  tokens.owner = await api.signIn(owner);
  tokens.viewer = await api.signIn(viewer);
  tokens.outsider = await api.signIn(await api.aUser());
  for (const stage of ['develop', 'prototype', 'pilot', 'scale'] as const) await api.aPublishedListing({ stage });
});
afterAll(() => api.close());
beforeEach(async () => {
  const body = { organisationId, name: 'All', criteria: { asks: ['investment'] }, frequency: 'off' };
  id = (await api.ask('/interests', { token: tokens.owner, body })).body.id;
  await matchInterest(api.db, id, new Date());
});

const post = (path: string, body?: object, token?: string) =>
  api.ask(`/interests/${id}${path}`, { method: 'POST', token, body });
const feedback = async () => (await api.ask(`/interests/${id}/feedback`, { token: tokens.viewer })).body;
const interest = async () => (await api.ask(`/interests/${id}`, { token: tokens.owner })).body;
async function dismiss(reason: string, ...stages: string[]): Promise<void> {
  const { body } = await api.ask(`/matches?organisation=${slug}&interest=${id}`, { token: tokens.owner });
  const ids = body.items
    .filter(({ listing }) => stages.includes((listing as { stage: string }).stage))
    .map((match) => match.id);
  const mark = { ids, mark: 'dismiss', reason };
  await api.ask('/matches/mark', { method: 'POST', token: tokens.owner, body: mark });
}

describe('proposals', () => {
  it('ask after two dismissals for one reason; a yes changes the criteria and can be taken back', async () => {
    await dismiss('too_early', 'develop');
    expect((await feedback()).proposals).toEqual([]);
    await dismiss('too_early', 'prototype');
    expect(await interest()).toMatchObject({ version: 1, criteria: { stages: [] } });
    expect(await feedback()).toMatchObject({
      weights: null,
      proposals: [
        { code: 'raise_stage', times: 2, text: 'You said “too early a stage” twice: raise the lowest stage to pilot?' },
      ],
    });
    const yes = await post('/proposals/raise_stage', { accept: true, version: 1 }, tokens.owner);
    expect(yes).toMatchObject({
      status: 200,
      body: { version: 2, criteria: { stages: ['pilot', 'scale'], asks: ['investment'] } },
    });
    const after = await feedback();
    expect(after.proposals).toEqual([]);
    const [answer] = after.answers as { id: string; accepted: boolean; undoneAt: null }[];
    expect(answer).toMatchObject({ accepted: true, undoneAt: null });
    const path = `/answers/${answer!.id}/undo`;
    expect((await post(path, { version: 1 }, tokens.owner)).status).toBe(409);
    const undone = await post(path, { version: 2 }, tokens.owner);
    expect(undone).toMatchObject({ status: 200, body: { version: 3, criteria: { stages: [] } } });
    expect((await post(path, { version: 3 }, tokens.owner)).body.error.code).toBe('NOTHING_TO_UNDO');
  });

  it('are not asked again after a no, and change nothing', async () => {
    await dismiss('too_little_evidence: nothing shown', 'develop', 'prototype');
    const [proposal] = (await feedback()).proposals as { code: string; text: string }[];
    expect(proposal?.text).toBe('You said “too little evidence” twice: ask for evidence level 2 or more?');
    const no = await post('/proposals/raise_evidence', { accept: false, version: 1 }, tokens.owner);
    expect(no).toMatchObject({ status: 200, body: { version: 1, criteria: { minEvidence: 0 } } });
    expect((await feedback()).proposals).toEqual([]);
    const again = await post('/proposals/raise_evidence', { accept: true, version: 1 }, tokens.owner);
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'NO_PROPOSAL' } } });
  });

  it('are answered by who writes only', async () => {
    await dismiss('too_early', 'develop', 'prototype');
    const yes = (token?: string, code = 'raise_stage') =>
      post(`/proposals/${code}`, { accept: true, version: 1 }, token);
    expect((await yes()).status).toBe(401);
    expect((await yes(tokens.viewer)).status).toBe(403);
    expect((await yes(tokens.outsider)).status).toBe(404);
    expect((await yes(tokens.owner, 'lower_stage')).status).not.toBe(200);
    expect((await post('/proposals/raise_stage', { accept: true, version: 9 }, tokens.owner)).status).toBe(409);
    expect((await post('/proposals/raise_stage', {}, tokens.owner)).status).toBe(422);
    expect((await post(`/answers/${NOBODY}/undo`, { version: 1 }, tokens.viewer)).status).toBe(403);
    expect((await post(`/answers/${NOBODY}/undo`, { version: 1 }, tokens.owner)).status).toBe(409);
    const path = `/interests/${id}/feedback`;
    expect((await api.ask(path)).status).toBe(401);
    expect((await api.ask(path, { token: tokens.outsider })).status).toBe(404);
  });
});

describe('weights', () => {
  it('follow dismissals, are shown to members, and are set back by who writes', async () => {
    await dismiss('wrong_area', 'develop', 'pilot', 'scale');
    expect((await feedback()).weights).toEqual({ money: 100, serviceArea: 100, place: 130, evidence: 100 });
    expect((await interest()).criteria).toMatchObject({ regions: [] });
    expect((await post('/weights/reset')).status).toBe(401);
    expect((await post('/weights/reset', undefined, tokens.viewer)).status).toBe(403);
    expect((await post('/weights/reset', undefined, tokens.outsider)).status).toBe(404);
    expect(await post('/weights/reset', undefined, tokens.owner)).toMatchObject({
      status: 200,
      body: { weights: null },
    });
    await dismiss('wrong_area', 'prototype');
    expect((await feedback()).weights).toMatchObject({ place: 110 });
  });
});
