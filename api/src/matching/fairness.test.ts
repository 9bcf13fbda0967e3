// The fairness report over HTTP: for staff only.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

it('GET /admin/fairness tells staff, and nobody else', async () => {
  await api.aPublishedListing();
  const staff = await api.signIn(await api.aStaffUser());
  const { status, body } = await api.ask('/admin/fairness', { token: staff });
  expect(status).toBe(200);
  expect(body).toMatchObject({ listings: 1, matched: 0, meanScore: null, leastInGroup: 5 });
  expect(body.dimensions).toHaveLength(6);
  expect((await api.ask('/admin/fairness')).status).toBe(401);
  const somebody = await api.signIn(await api.aUser());
  expect((await api.ask('/admin/fairness', { token: somebody })).status).toBe(403);
});
