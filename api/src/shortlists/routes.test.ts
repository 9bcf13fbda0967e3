// Shortlists over HTTP: for each endpoint success, invalid, signed out, forbidden and missing.
import { MOST_SHORTLISTED } from '@exchange/contracts';
import { updateListingState } from '@exchange/db/listings/queries';
import { matchInterest } from '@exchange/db/matching/match-interest';
import { listAuditEntries } from '@exchange/db/moderation/queries';
import { shortlistItems } from '@exchange/db/shortlists/tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let organisationId: string;
let slug: string;
let listingId: string;
const tokens = { owner: '', viewer: '', outsider: '', staff: '' };
const NOBODY = '019a5c1e-0000-7000-8000-000000000000';
let serial = 0;

beforeAll(async () => {
  api = await createTestApi();
  const [owner, viewer, outsider, staff] = await Promise.all([api.aUser(), api.aUser(), api.aUser(), api.aStaffUser()]);
  const organisation = await api.anOrganisation({
    roles: ['commissioner'],
    members: [
      { user: owner, role: 'owner' },
      { user: viewer, role: 'viewer' },
    ],
  });
  organisationId = organisation.id;
  slug = organisation.slug;
  listingId = (await api.aPublishedListing()).id;
  tokens.owner = await api.signIn(owner);
  tokens.viewer = await api.signIn(viewer);
  tokens.outsider = await api.signIn(outsider);
  tokens.staff = await api.signIn(staff);
});
afterAll(() => api.close());

const create = (changes: Record<string, unknown> = {}, token = tokens.owner) =>
  api.ask('/shortlists', { token, body: { organisationId, name: `List ${(serial += 1)}`, ...changes } });
const aShortlist = async () => (await create()).body.id;
const add = (id: string, body: Record<string, unknown> = {}, token = tokens.owner) =>
  api.ask(`/shortlists/${id}/items`, { token, body: { listingId, ...body } });

describe('POST /shortlists', () => {
  it('starts one, and gives the same answer to the same key', async () => {
    const asking = {
      token: tokens.owner,
      body: { organisationId, name: 'Pilots for autumn' },
      headers: { 'idempotency-key': 'autumn' },
    };
    const [first, again] = [await api.ask('/shortlists', asking), await api.ask('/shortlists', asking)];
    expect(first).toMatchObject({
      status: 201,
      body: { organisationId, name: 'Pilots for autumn', size: 0, version: 1 },
    });
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  });

  it('names what is wrong, a name that is taken too', async () => {
    const { name } = (await create()).body;
    const taken = await create({ name: String(name).toUpperCase() });
    expect(taken).toMatchObject({ status: 422, body: { error: { fields: [{ path: 'name' }] } } });
    const { body } = await create({ name: ' ', colour: 'red' });
    expect(body.error.fields.map(({ path }) => path).sort()).toEqual(['colour', 'name']);
  });

  it('refuses who may not; the organisation of others is not there', async () => {
    const body = { organisationId, name: 'Mine' };
    expect((await api.ask('/shortlists', { body })).status).toBe(401);
    expect((await create({}, tokens.viewer)).status).toBe(403);
    expect((await create({}, tokens.outsider)).status).toBe(404);
    expect((await create({}, tokens.staff)).status).toBe(404);
    expect((await create({ organisationId: NOBODY })).status).toBe(404);
  });
});

describe('GET /shortlists', () => {
  it('pages through them by name', async () => {
    const organisation = await api.anOrganisation();
    const owner = await api.aUser();
    const token = await api.signIn(owner);
    const { insertMembership } = await import('@exchange/db/organisations/queries');
    await insertMembership(api.db, { organisationId: organisation.id, userId: owner.id, role: 'owner' });
    for (const name of ['b', 'C', 'a']) await create({ organisationId: organisation.id, name }, token);
    const path = `/shortlists?organisation=${organisation.slug}&limit=2`;
    const first = await api.ask(path, { token });
    const rest = await api.ask(`${path}&cursor=${String(first.body.nextCursor)}`, { token });
    expect([...first.body.items, ...rest.body.items].map(({ name }) => name)).toEqual(['a', 'b', 'C']);
    expect(rest.body.nextCursor).toBeNull();
  });

  it('is for members only', async () => {
    const path = `/shortlists?organisation=${slug}`;
    expect((await api.ask(path, { token: tokens.viewer })).status).toBe(200);
    expect((await api.ask(path)).status).toBe(401);
    expect((await api.ask(path, { token: tokens.outsider })).status).toBe(404);
    expect((await api.ask(path, { token: tokens.staff })).status).toBe(404);
    expect((await api.ask('/shortlists?organisation=nobody', { token: tokens.owner })).status).toBe(404);
    expect((await api.ask(`${path}&cursor=x`, { token: tokens.owner })).status).toBe(422);
  });
});

describe('/shortlists/:id', () => {
  it('shows cards, notes and tags; what is public no more has no card', async () => {
    const id = await aShortlist();
    const hidden = (await api.aPublishedListing()).id;
    await add(id, { note: 'Ask for the evaluation', tags: ['autumn', 'Autumn', 'sight'] });
    await add(id, { listingId: hidden });
    await updateListingState(api.db, hidden, { state: 'paused' });
    const { status, body } = await api.ask(`/shortlists/${id}`, { token: tokens.viewer });
    expect(status).toBe(200);
    expect(body).toMatchObject({ size: 2, version: 1 });
    expect(body.items).toMatchObject([
      { listingId: hidden, listing: null },
      { listingId, listing: { id: listingId }, note: 'Ask for the evaluation', tags: ['Autumn', 'sight'], version: 1 },
    ]);
  });

  it('is not there for others, staff among them', async () => {
    const id = await aShortlist();
    const statuses = await Promise.all(
      [tokens.outsider, tokens.staff].map(async (token) => (await api.ask(`/shortlists/${id}`, { token })).status),
    );
    expect(statuses).toEqual([404, 404]);
    expect((await api.ask(`/shortlists/${id}`)).status).toBe(401);
    expect((await api.ask(`/shortlists/${NOBODY}`, { token: tokens.owner })).status).toBe(404);
  });

  it('takes another name, by version', async () => {
    const id = await aShortlist();
    const other = (await create()).body.name;
    const patch = (body: unknown, token?: string) => api.ask(`/shortlists/${id}`, { method: 'PATCH', token, body });
    expect(await patch({ version: 1, name: 'Renamed' }, tokens.owner)).toMatchObject({
      status: 200,
      body: { name: 'Renamed', version: 2 },
    });
    expect(await patch({ version: 1, name: 'Late' }, tokens.owner)).toMatchObject({
      status: 409,
      body: { error: { code: 'STALE_VERSION', currentVersion: 2 } },
    });
    expect((await patch({ version: 2, name: other }, tokens.owner)).status).toBe(422);
    expect((await patch({ version: 2, name: '' }, tokens.owner)).status).toBe(422);
    expect((await patch({ version: 2, name: 'x' }, tokens.viewer)).status).toBe(403);
    expect((await patch({ version: 2, name: 'x' }, tokens.staff)).status).toBe(404);
    expect((await patch({ version: 2, name: 'x' })).status).toBe(401);
  });

  it('is deleted with what is on it, and the history stays', async () => {
    const id = await aShortlist();
    await add(id);
    const remove = (token?: string) => api.ask(`/shortlists/${id}`, { method: 'DELETE', token });
    expect((await remove()).status).toBe(401);
    expect((await remove(tokens.viewer)).status).toBe(403);
    expect((await remove(tokens.outsider)).status).toBe(404);
    expect((await remove(tokens.owner)).status).toBe(204);
    expect((await remove(tokens.owner)).status).toBe(404);
    const history = await listAuditEntries(api.db, { subject: id, limit: 10 });
    expect(history.map(({ action }) => action)).toEqual([
      'shortlist.deleted',
      'shortlist.item_added',
      'shortlist.created',
    ]);
  });
});

describe('/shortlists/:id/items', () => {
  it('takes a listing once; adding it again changes the note only when one is given', async () => {
    const id = await aShortlist();
    expect(await add(id, { note: 'First' })).toMatchObject({ status: 201, body: { note: 'First', version: 1 } });
    expect(await add(id)).toMatchObject({ status: 201, body: { note: 'First', version: 1 } });
    expect(await add(id, { note: 'Second' })).toMatchObject({ status: 201, body: { note: 'Second', version: 2 } });
    expect((await api.ask(`/shortlists/${id}`, { token: tokens.owner })).body.size).toBe(1);
  });

  it('refuses what is not public, too many tags, and who may not', async () => {
    const id = await aShortlist();
    const draft = (await api.aListing()).id;
    for (const wrong of [draft, NOBODY])
      expect(await add(id, { listingId: wrong })).toMatchObject({
        status: 422,
        body: { error: { fields: [{ path: 'listingId' }] } },
      });
    expect((await add(id, { tags: Array.from({ length: 11 }, (_, n) => `t${n}`) })).status).toBe(422);
    expect((await add(id, {}, tokens.viewer)).status).toBe(403);
    expect((await add(id, {}, tokens.staff)).status).toBe(404);
    expect((await add(NOBODY)).status).toBe(404);
    expect((await api.ask(`/shortlists/${id}/items`, { body: { listingId } })).status).toBe(401);
  });

  it('takes 200, and says so to the next', async () => {
    const id = await aShortlist();
    const drafts = [];
    const owner = (await api.anOrganisation()).id;
    for (let n = 0; n < MOST_SHORTLISTED; n += 1) drafts.push((await api.aListing({ organisationId: owner })).id);
    await api.db
      .insert(shortlistItems)
      .values(drafts.map((draft) => ({ shortlistId: id, listingId: draft, addedBy: 'Test' })));
    expect(await add(id)).toMatchObject({ status: 409, body: { error: { code: 'SHORTLIST_FULL' } } });
  });

  it('changes note and tags by version, and takes off', async () => {
    const id = await aShortlist();
    await add(id, { note: 'First', tags: ['a'] });
    const path = `/shortlists/${id}/items/${listingId}`;
    const patch = (body: unknown, token?: string) => api.ask(path, { method: 'PATCH', token, body });
    expect(await patch({ version: 1, note: 'Second' }, tokens.owner)).toMatchObject({
      status: 200,
      body: { note: 'Second', tags: ['a'], version: 2 },
    });
    expect((await patch({ version: 1, tags: [] }, tokens.owner)).status).toBe(409);
    expect((await patch({ version: 2, note: 'x'.repeat(2001) }, tokens.owner)).status).toBe(422);
    expect((await patch({ version: 2, note: '' }, tokens.viewer)).status).toBe(403);
    expect((await patch({ version: 2, note: '' })).status).toBe(401);
    const remove = (token?: string) => api.ask(path, { method: 'DELETE', token });
    expect((await remove()).status).toBe(401);
    expect((await remove(tokens.viewer)).status).toBe(403);
    expect((await remove(tokens.outsider)).status).toBe(404);
    expect((await remove(tokens.owner)).status).toBe(204);
    expect((await remove(tokens.owner)).status).toBe(404);
    expect((await patch({ version: 2, note: '' }, tokens.owner)).status).toBe(404);
  });
});

describe('shortlisting a match', () => {
  it('puts its listing on the list called "Shortlist", once', async () => {
    const interest = await api.ask('/interests', {
      token: tokens.owner,
      body: { organisationId, name: 'All', criteria: {}, frequency: 'off' },
    });
    await matchInterest(api.db, interest.body.id, new Date());
    const [match] = (await api.ask(`/matches?organisation=${slug}&limit=100`, { token: tokens.owner })).body.items;
    for (let time = 0; time < 2; time += 1)
      expect((await api.ask(`/matches/${match!.id}/shortlist`, { method: 'POST', token: tokens.owner })).status).toBe(
        200,
      );
    const lists = (await api.ask(`/shortlists?organisation=${slug}&limit=100`, { token: tokens.owner })).body.items;
    const [list] = lists.filter(({ name }) => name === 'Shortlist');
    expect(list).toMatchObject({ size: 1 });
    const { items } = (await api.ask(`/shortlists/${list!.id}`, { token: tokens.owner })).body;
    expect(items).toMatchObject([{ listingId: (match!.listing as { id: string }).id }]);
  });
});
