// An organisation's own list: of one state, with how many it has in each, what waits, and since when it has been in review.
import { OwnListings } from '@exchange/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let slug = '';
let organisationId = '';
const as = { editor: '', outsider: '' };
beforeAll(async () => {
  api = await createTestApi();
  const [user, outsider] = [await api.aUser(), await api.aUser()];
  ({ slug, id: organisationId } = await api.anOrganisation({ members: [{ user, role: 'editor' }] }));
  as.editor = await api.signIn(user);
  as.outsider = await api.signIn(outsider);
});
afterAll(() => api.close());

const list = (query = '', token: string | undefined = as.editor) =>
  api.ask(`/organisations/${slug}/listings${query}`, { token });
const submit = (id: string) => api.ask(`/listings/${id}/submit`, { method: 'POST', token: as.editor });

it('narrows to one state, counts all, and goes through pages', async () => {
  const drafts = [await api.aListing({ organisationId }), await api.aListing({ organisationId })];
  const page = await api.aPublishedListing({ organisationId });
  const all = OwnListings.parse((await list()).body);
  expect(all.items).toHaveLength(3);
  expect(all.counts).toEqual({ draft: 2, in_review: 0, changes_requested: 0, published: 1, paused: 0, archived: 0 });
  const published = OwnListings.parse((await list('?state=published')).body);
  expect(published.items.map(({ id }) => id)).toEqual([page.id]);
  expect(published.counts).toEqual(all.counts);
  const first = (await list('?state=draft&limit=1')).body;
  const second = (await list(`?state=draft&limit=1&cursor=${first.nextCursor ?? ''}`)).body;
  expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(drafts.map(({ id }) => id).sort());
  expect(second.nextCursor).toBeNull();
});

it('says what waits beside a page, and since when something has been in review', async () => {
  const draft = await api.aListing({ organisationId });
  const page = await api.aPublishedListing({ organisationId });
  const find = async (id: string) => OwnListings.parse((await list()).body).items.find((item) => item.id === id);
  expect(await find(draft.id)).toMatchObject({ pending: null, inReviewSince: null });
  const { body } = await submit(draft.id);
  expect(await find(draft.id)).toMatchObject({ state: 'in_review', inReviewSince: body.submittedAt });
  const change = { version: page.version, summary: 'New words' };
  await api.ask(`/listings/${page.id}`, { method: 'PATCH', body: change, token: as.editor });
  expect(await find(page.id)).toMatchObject({ state: 'published', pending: 'draft', inReviewSince: null });
  await submit(page.id);
  expect((await find(page.id))?.pending).toBe('in_review');
  expect((await find(page.id))?.inReviewSince).not.toBeNull();
});

it('is for members and staff, and names a state that is none', async () => {
  expect((await api.ask(`/organisations/${slug}/listings`)).status).toBe(401);
  expect((await list('', as.outsider)).status).toBe(403);
  expect((await list('?state=gone')).body.error.fields[0]?.path).toBe('state');
  expect((await api.ask('/organisations/nobody/listings', { token: as.editor })).status).toBe(404);
});
