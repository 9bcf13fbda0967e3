// The history of a listing that saves itself while it is written: one line for a run of one person's edits.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let organisationId = '';
const as = { ann: '', ben: '' };
beforeAll(async () => {
  api = await createTestApi();
  const [ann, ben] = await Promise.all([api.aUser({ name: 'Ann' }), api.aUser({ name: 'Ben' })]);
  const members = [ann, ben].map((user) => ({ user, role: 'editor' as const }));
  organisationId = (await api.anOrganisation({ members })).id;
  as.ann = await api.signIn(ann);
  as.ben = await api.signIn(ben);
});
afterAll(() => api.close());

async function edit(id: string, token: string, body: object): Promise<void> {
  const { version } = (await api.ask(`/listings/${id}`, { token })).body;
  const { status } = await api.ask(`/listings/${id}`, { method: 'PATCH', token, body: { version, ...body } });
  expect(status).toBe(200);
}
const lines = async (id: string) => {
  const { body } = await api.ask(`/listings/${id}/history`, { token: as.ann });
  return body.items.map((item) => `${String(item.actor)} ${(item.details as { changed: string[] }).changed.join()}`);
};

it('grows while one person goes on, and begins anew with another person, another act or a pause', async () => {
  const { id } = await api.aListing({ organisationId });
  await edit(id, as.ann, { title: 'One' });
  await edit(id, as.ann, { title: 'One two' });
  api.passTime(20 * 60_000);
  await edit(id, as.ann, { title: 'One two three', summary: 'Counting.' });
  api.passTime(20 * 60_000);
  await edit(id, as.ann, { problem: 'Too many lines.' });
  expect(await lines(id)).toEqual(['Ann title,summary,problem']);
  await edit(id, as.ben, { title: 'Four' });
  await edit(id, as.ann, { title: 'Five' });
  expect(await lines(id)).toEqual(['Ann title', 'Ben title', 'Ann title,summary,problem']);
  api.passTime(31 * 60_000);
  await edit(id, as.ann, { title: 'Six' });
  expect((await lines(id)).slice(0, 2)).toEqual(['Ann title', 'Ann title']);
  await api.ask(`/listings/${id}/submit`, { method: 'POST', token: as.ann });
  const { body } = await api.ask(`/listings/${id}/history`, { token: as.ann });
  expect(body.items).toMatchObject([{ action: 'listing.submitted' }, {}, {}, {}, {}]);
});
