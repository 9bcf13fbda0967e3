// Slugs of listings: they follow the title of the page, old ones lead on for good, and no other listing gets them.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { peopleOf } from '../testing-people.ts';

let api: TestApi;
let writer = '';
let staff = '';
let organisationId = '';
beforeAll(async () => {
  api = await createTestApi();
  const { organisation, tokens } = await peopleOf(api, { writer: 'editor' });
  organisationId = organisation.id;
  ({ writer, staff } = tokens);
});
afterAll(() => api.close());

const post = (id: string, step: string, token: string) => api.ask(`/listings/${id}/${step}`, { method: 'POST', token });
const read = async (slugOrId: string) => (await api.ask(`/listings/${slugOrId}`)).body;

/** A listing that went through review under this title. */
async function published(title: string): Promise<string> {
  const { id } = await api.aListing({ organisationId, title });
  await post(id, 'submit', writer);
  await post(id, 'publish', staff);
  return id;
}

async function retitle(id: string, title: string): Promise<void> {
  const { version } = await read(id);
  await api.ask(`/listings/${id}`, { method: 'PATCH', body: { version, title }, token: writer });
  await post(id, 'submit', writer);
}

it('follows the title once the change is approved, and the old slug leads to the listing', async () => {
  const id = await published('Lamps at home');
  await retitle(id, 'Lamps and magnifiers');
  expect((await read(id)).slug).toBe('lamps-at-home');
  await post(id, 'publish', staff);
  expect(await read('lamps-at-home')).toMatchObject({ id, slug: 'lamps-and-magnifiers' });
  expect((await read('lamps-and-magnifiers')).id).toBe(id);
});

it('gives an old slug to no other listing, and back to the one that had it', async () => {
  const id = await published('Befriending');
  await retitle(id, 'Befriending by phone');
  await post(id, 'publish', staff);
  const other = await published('Befriending');
  expect((await read(other)).slug).toBe('befriending-2');
  await api.ask(`/listings/${id}/revisions/1/restore`, { method: 'POST', token: staff });
  expect((await read(id)).slug).toBe('befriending');
  expect((await read('befriending-by-phone')).id).toBe(id);
});

it('stays as it is when the title changes in letters that make no difference', async () => {
  await published('Walking bus');
  const id = await published('Walking Bus');
  expect((await read(id)).slug).toBe('walking-bus-2');
  await retitle(id, 'WALKING BUS!');
  await post(id, 'publish', staff);
  expect(await read(id)).toMatchObject({ title: 'WALKING BUS!', slug: 'walking-bus-2' });
});

it('gives two that are published at once two slugs', async () => {
  const ids = await Promise.all(['Toy library', 'Toy library', 'Toy library'].map(published));
  const slugs = await Promise.all(ids.map(async (id) => (await read(id)).slug));
  expect(slugs.sort()).toEqual(['toy-library', 'toy-library-2', 'toy-library-3']);
});

it('follows what staff change at once, and hides what is not public by any slug', async () => {
  const id = await published('Night shelter');
  const { version } = await read(id);
  await api.ask(`/listings/${id}`, { method: 'PATCH', body: { version, title: 'Night shelters' }, token: staff });
  expect((await read('night-shelter')).slug).toBe('night-shelters');
  await post(id, 'pause', writer);
  for (const slug of ['night-shelter', 'night-shelters']) expect((await api.ask(`/listings/${slug}`)).status).toBe(404);
});
