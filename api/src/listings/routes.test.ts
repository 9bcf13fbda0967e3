// Writing and reading listings, as a client sees them.
import { Listing } from '@exchange/contracts';
import { completeContent } from '@exchange/db/fixtures';
import { listings } from '@exchange/db/listings/tables';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let organisationId = '';
/** Access tokens, by role. */
const as: Record<'owner' | 'editor' | 'viewer' | 'outsider' | 'staff', string> = {
  owner: '',
  editor: '',
  viewer: '',
  outsider: '',
  staff: '',
};
beforeAll(async () => {
  api = await createTestApi();
  const [owner, editor, viewer, outsider] = await Promise.all([api.aUser(), api.aUser(), api.aUser(), api.aUser()]);
  const organisation = await api.anOrganisation({
    members: [
      { user: owner, role: 'owner' },
      { user: editor, role: 'editor' },
      { user: viewer, role: 'viewer' },
    ],
  });
  organisationId = organisation.id;
  const people = { owner, editor, viewer, outsider, staff: await api.aStaffUser() };
  for (const [role, person] of Object.entries(people)) as[role as keyof typeof as] = await api.signIn(person);
});
afterAll(() => api.close());

const create = (body: object = {}, token: string | undefined = as.editor, headers?: Record<string, string>) =>
  api.ask('/listings', { body: { organisationId, ...body }, token, headers });
const paths = (body: { error: { fields: { path: string }[] } }) => body.error.fields.map(({ path }) => path);
const nowhere = '019a5c1e-0000-7000-8000-000000000000';

describe('POST /listings', () => {
  it('makes a draft that may be as good as empty', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(Listing.parse(body)).toMatchObject({
      state: 'draft',
      version: 1,
      slug: null,
      title: null,
      asks: [],
      regions: [],
    });
  });

  it('keeps everything that is given, in the order given', async () => {
    const content = completeContent({
      asks: [
        { kind: 'peers', topic: 'Training volunteers' },
        {
          kind: 'contract',
          valueMin: 50_000,
          valueMax: 50_000,
          minTermMonths: 36,
          routes: ['direct'],
          regions: ['TLC'],
        },
      ],
      localAuthorities: ['E08000037'],
      couldWorkIn: ['TLD'],
      evidence: [{ kind: 'evaluation', title: 'First year', year: 2006, sampleSize: 400 }],
      outcomes: [{ name: 'Cost a person', unit: '£', ours: 328, existing: 452.5, better: 'lower' }],
      links: [{ label: 'Our pages', url: 'https://example.org/a?b=c' }],
    });
    const { body } = await create(content);
    expect(body).toMatchObject(content);
    expect((await api.ask(`/listings/${body.id}`, { token: as.viewer })).body).toEqual(body);
  });

  it('names every wrong and unknown field, and codes that do not exist', async () => {
    const wrong = await create({
      title: 'x'.repeat(101),
      stage: 'nearly',
      colour: 'blue',
      links: [{ label: 'x', url: 'javascript:alert(1)' }],
      asks: [
        { kind: 'investment', amountMin: 10.5 },
        { kind: 'investment' },
        { kind: 'contract', valueMin: 9, valueMax: 8 },
      ],
    });
    expect(wrong.status).toBe(422);
    expect(paths(wrong.body).sort()).toEqual(
      ['asks.0.amountMin', 'asks.2.valueMax', 'colour', 'links.0.url', 'stage', 'title'].sort(),
    );
    const unknown = await create({ serviceAreas: ['health_social_care.magic'], localAuthorities: ['E99999999'] });
    expect(paths(unknown.body)).toEqual(['serviceAreas.0', 'localAuthorities.0']);
    expect(paths((await create({ asks: [{ kind: 'peers' }, { kind: 'peers' }] })).body)).toEqual(['asks.1.kind']);
  });

  it('is for owners, editors and staff with a proven address', async () => {
    expect((await api.ask('/listings', { body: { organisationId } })).status).toBe(401);
    expect((await create({}, as.viewer)).status).toBe(403);
    expect((await create({}, as.outsider)).status).toBe(403);
    expect((await create({}, as.staff)).status).toBe(201);
    expect((await create({ organisationId: nowhere }, as.owner)).status).toBe(404);
    const user = await api.aUser({ emailVerifiedAt: null });
    const organisation = await api.anOrganisation({ members: [{ user, role: 'owner' }] });
    const { status, body } = await create({ organisationId: organisation.id }, await api.signIn(user));
    expect([status, body.error.code]).toEqual([403, 'EMAIL_NOT_VERIFIED']);
  });

  it('gives the same answer for the same Idempotency-Key and body, and 409 for another body', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await create({ title: 'Once' }, as.editor, headers);
    const second = await create({ title: 'Once' }, as.editor, headers);
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    const other = await create({ title: 'Twice' }, as.editor, headers);
    expect([other.status, other.body.error.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    expect((await create({ title: 'Once' }, as.owner, headers)).body.id).not.toBe(first.body.id);
    expect(await api.db.$count(listings, eq(listings.title, 'Once'))).toBe(2);
  });

  it('makes one listing of many requests with one key at once', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => create({ title: 'At once' }, as.editor, headers)),
    );
    expect(await api.db.$count(listings, eq(listings.title, 'At once'))).toBe(1);
    for (const { status } of replies) expect([201, 409]).toContain(status);
  });

  it('frees a key whose request made nothing', async () => {
    const headers = { 'idempotency-key': 'a-key' };
    expect((await create({ organisationId: nowhere }, as.editor, headers)).status).toBe(404);
    expect((await create({}, as.editor, headers)).status).toBe(201);
    expect((await create({}, as.editor, { 'idempotency-key': 'x'.repeat(201) })).status).toBe(422);
  });
});

describe('GET /listings/:id', () => {
  it('shows what is published to everybody, by id and by slug, to be kept for a while', async () => {
    const { id, slug } = await api.aPublishedListing();
    const { status, body, headers } = await api.ask(`/listings/${String(slug)}`);
    expect(status).toBe(200);
    expect(Listing.parse(body)).toMatchObject({ id, state: 'published' });
    expect(body).not.toHaveProperty('reviewNote');
    expect(headers['cache-control']).toBe('public, max-age=30');
    expect(headers.etag).toBeTruthy();
    expect((await api.ask(`/listings/${id}`)).body).toEqual(body);
    const personal = await api.ask(`/listings/${id}`, { token: as.outsider });
    expect(personal.headers['cache-control']).toBe('private, no-store');
  });

  it('hides what is not published from all but its members and staff', async () => {
    const { id } = await api.aListing({ organisationId });
    for (const token of [undefined, as.outsider])
      expect((await api.ask(`/listings/${id}`, { token })).status).toBe(404);
    for (const token of [as.viewer, as.editor, as.owner, as.staff])
      expect((await api.ask(`/listings/${id}`, { token })).status).toBe(200);
    expect((await api.ask('/listings/no-such-listing')).status).toBe(404);
    expect((await api.ask('/listings/no%20slug%27--')).status).toBe(404);
    expect((await api.ask(`/listings/${id}`, { token: 'forged' })).status).toBe(401);
  });
});

describe('PATCH /listings/:id', () => {
  const change = (id: string, body: object, token: string | undefined = as.editor) =>
    api.ask(`/listings/${id}`, { method: 'PATCH', body, token });

  it('changes the parts given, empties with null, and moves the version on', async () => {
    const { id } = await api.aListing({ organisationId, whatIsDifferent: 'Speed' });
    const { status, body } = await change(id, { version: 1, title: 'New', whatIsDifferent: null, asks: [] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 2, title: 'New', whatIsDifferent: null, asks: [], stage: 'pilot' });
    const same = await change(id, { version: 2, title: 'New' });
    expect(same.body.version).toBe(2);
  });

  it('refuses a version that is not the present one, and says which is', async () => {
    const { id } = await api.aListing({ organisationId });
    await change(id, { version: 1, title: 'First' });
    const { status, body } = await change(id, { version: 1, title: 'Second' });
    expect(status).toBe(409);
    expect(body.error).toMatchObject({ code: 'STALE_VERSION', currentVersion: 2 });
    expect(paths((await change(id, { title: 'No version' })).body)).toEqual(['version']);
  });

  it('lets one of two writers at once win', async () => {
    const { id } = await api.aListing({ organisationId });
    const replies = await Promise.all([change(id, { version: 1, title: 'A' }), change(id, { version: 1, title: 'B' })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('is for owners, editors and staff', async () => {
    const { id } = await api.aListing({ organisationId });
    const body = { version: 1, title: 'New' };
    expect((await api.ask(`/listings/${id}`, { method: 'PATCH', body })).status).toBe(401);
    expect((await change(id, body, as.viewer)).status).toBe(403);
    expect((await change(id, body, as.outsider)).status).toBe(404);
    expect((await change(nowhere, body)).status).toBe(404);
    const published = await api.aPublishedListing();
    expect((await change(published.id, body, as.outsider)).status).toBe(403);
  });
});

describe('DELETE /listings/:id', () => {
  const remove = (id: string, token?: string) => api.ask(`/listings/${id}`, { method: 'DELETE', token });

  it('deletes a draft, and nothing else', async () => {
    const { id } = await api.aListing({ organisationId });
    expect((await remove(id)).status).toBe(401);
    expect((await remove(id, as.viewer)).status).toBe(403);
    expect((await remove(id, as.outsider)).status).toBe(404);
    expect((await remove(id, as.editor)).status).toBe(204);
    expect((await remove(id, as.editor)).status).toBe(404);
    const published = await api.aPublishedListing({ organisationId });
    expect((await remove(published.id, as.owner)).body.error.code).toBe('INVALID_STATE');
  });
});

describe('GET /organisations/:slug/listings', () => {
  it('pages through all of an organisation, with what each still needs', async () => {
    const user = await api.aUser();
    const own = await api.anOrganisation({ members: [{ user, role: 'viewer' }] });
    for (let made = 0; made < 5; made += 1) await api.aListing({ organisationId: own.id, title: `L${String(made)}` });
    await create({ organisationId: own.id }, as.staff);
    const token = await api.signIn(user);
    const seen: Record<string, unknown>[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const at = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await api.ask(`/organisations/${own.slug}/listings?limit=4${at}`, { token });
      seen.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(seen.map(({ title }) => title)).toEqual([null, 'L4', 'L3', 'L2', 'L1', 'L0']);
    expect(seen.map(({ problems }) => problems)).toEqual([9, 0, 0, 0, 0, 0]);
    expect((await api.ask(`/organisations/${own.slug}/listings`)).status).toBe(401);
    expect((await api.ask(`/organisations/${own.slug}/listings`, { token: as.outsider })).status).toBe(403);
    expect((await api.ask('/organisations/nobody/listings', { token })).status).toBe(404);
    const bad = await api.ask(`/organisations/${own.slug}/listings?cursor=abc`, { token });
    expect([bad.status, ...paths(bad.body)]).toEqual([422, 'cursor']);
  });
});
