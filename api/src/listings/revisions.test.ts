// Revisions: the page stays until what was written beside it is approved, and what was public can be gone back to.
import { Listing, Revision, RevisionDetail } from '@exchange/contracts';
import { emails } from '@exchange/db/emails/tables';
import { listings } from '@exchange/db/listings/tables';
import { outbox } from '@exchange/db/outbox/tables';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { peopleOf, type Tokens } from '../testing-people.ts';

let api: TestApi;
let writerId = '';
let organisationId = '';
let trustedId = '';
let as: Tokens<'writer' | 'viewer'>;
beforeAll(async () => {
  api = await createTestApi();
  const { organisation, members, tokens } = await peopleOf(api, { writer: 'editor', viewer: 'viewer' });
  as = tokens;
  writerId = members[0]!.user.id;
  organisationId = organisation.id;
  trustedId = (await api.anOrganisation({ members, isTrusted: true })).id;
});
afterAll(() => api.close());

const nowhere = '019a5c1e-0000-7000-8000-000000000000';
const aPublic = async (owner = organisationId) =>
  (await api.aPublishedListing({ organisationId: owner, createdBy: writerId, summary: 'Help within two weeks.' })).id;
const rowOf = async (id: string) => (await api.db.select().from(listings).where(eq(listings.id, id)))[0]!;
const edit = async (id: string, body: object, token = as.writer) =>
  api.ask(`/listings/${id}`, { method: 'PATCH', token, body: { version: (await rowOf(id)).version, ...body } });
const post = (id: string, what: string, token?: string, body?: object) =>
  api.ask(`/listings/${id}/${what}`, { method: 'POST', token, body });
const publicOf = async (id: string) => (await api.ask(`/listings/${id}`)).body;
const revisionsOf = async (id: string) =>
  (await api.ask(`/listings/${id}/revisions`, { token: as.viewer })).body.items.map((item) => Revision.parse(item));
const eventsOf = async (id: string) =>
  (
    await api.db
      .select()
      .from(outbox)
      .where(sql`${outbox.payload}->>'listingId' = ${id}`)
  ).map(({ event }) => event);
const mailAbout = (id: string) =>
  api.db
    .select()
    .from(emails)
    .where(sql`${emails.data}->>'listingId' = ${id}`);

describe('editing what is public', () => {
  it('writes into a pending revision that the reply shows, and leaves the page alone', async () => {
    const id = await aPublic();
    const before = await publicOf(id);
    const { status, body } = await edit(id, { summary: 'Help within a week.', stage: 'scale' });
    expect(status).toBe(200);
    expect(Listing.parse(body)).toMatchObject({
      state: 'published',
      summary: 'Help within a week.',
      pendingRevision: { number: 2, state: 'draft', changed: ['summary', 'stage'], material: true },
    });
    expect(await publicOf(id)).toEqual({ ...before, version: before.version + 1, updatedAt: body.updatedAt });
    const mine = await api.ask(`/listings/${id}`, { token: as.viewer });
    expect(mine.body).toMatchObject({ summary: before.summary, pendingRevision: { number: 2 } });
    const pending = await api.ask(`/listings/${id}?content=pending`, { token: as.viewer });
    expect(pending.body).toEqual(body);
    expect(await eventsOf(id)).toEqual([]);
    const strangers = await api.ask(`/listings/${id}?content=pending`, { token: as.outsider });
    expect(strangers.body).toEqual(await publicOf(id));
    expect((await api.ask(`/listings/${id}?content=all`)).status).toBe(422);
  });

  it('gathers what is written, also incomplete, and is gone when all is as it was', async () => {
    const id = await aPublic();
    await edit(id, { summary: null });
    const second = await edit(id, { whatIsDifferent: 'Speed.' });
    expect(second.body).toMatchObject({ summary: null, whatIsDifferent: 'Speed.' });
    expect((await post(id, 'submit', as.writer)).body.error.code).toBe('LISTING_INCOMPLETE');
    const back = await edit(id, { summary: 'Help within two weeks.', whatIsDifferent: null });
    expect(back.body.pendingRevision).toBeNull();
    expect((await post(id, 'submit', as.writer)).body.error.code).toBe('INVALID_STATE');
  });

  it('refuses a stale version, and one of two at once', async () => {
    const id = await aPublic();
    const { version } = await rowOf(id);
    const change = (title: string) =>
      api.ask(`/listings/${id}`, { method: 'PATCH', token: as.writer, body: { version, title } });
    const replies = await Promise.all([change('A'), change('B')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('is at once for a trusted organisation and staff, and noted as a revision', async () => {
    const id = await aPublic(trustedId);
    expect((await edit(id, { summary: 'In better words.' })).body.pendingRevision).toBeNull();
    await edit(id, { stage: 'scale' }, as.staff);
    expect(await publicOf(id)).toMatchObject({ summary: 'In better words.', stage: 'scale' });
    const found = await revisionsOf(id);
    expect(found.map(({ number, state, material }) => [number, state, material])).toEqual([
      [3, 'approved', true],
      [2, 'approved', false],
      [1, 'approved', true],
    ]);
  });
});

describe('reviewing a revision', () => {
  it('puts it in the place of the page, and announces anew only what matters', async () => {
    const id = await aPublic();
    await edit(id, { summary: 'Help within two weeks, at home.' });
    expect((await post(id, 'submit', as.writer)).body).toMatchObject({
      state: 'published',
      summary: 'Help within two weeks.',
      pendingRevision: { state: 'in_review' },
    });
    const { status, body } = await edit(id, { summary: 'Another.' });
    expect([status, body.error.code]).toEqual([409, 'INVALID_STATE']);
    expect((await post(id, 'publish', as.writer)).status).toBe(403);
    const published = await post(id, 'publish', as.staff);
    expect(published.body).toMatchObject({ summary: 'Help within two weeks, at home.', pendingRevision: null });
    expect(await publicOf(id)).toMatchObject({ summary: 'Help within two weeks, at home.', state: 'published' });
    expect([await eventsOf(id), (await rowOf(id)).materialRevision]).toEqual([['listing.changed'], 1]);
    expect((await mailAbout(id)).map(({ kind }) => kind)).toEqual(['review_decided']);

    await edit(id, { stage: 'scale' });
    await post(id, 'submit', as.writer);
    await post(id, 'publish', as.staff);
    expect([await eventsOf(id), (await rowOf(id)).materialRevision]).toEqual([
      ['listing.changed', 'listing.published'],
      2,
    ]);
  });

  it('keeps what staff put right on the page meanwhile', async () => {
    const id = await aPublic();
    await edit(id, { summary: 'Mine.' });
    await api.db.update(listings).set({ title: 'Put right' }).where(eq(listings.id, id));
    await post(id, 'submit', as.writer);
    await post(id, 'publish', as.staff);
    expect(await publicOf(id)).toMatchObject({ title: 'Put right', summary: 'Mine.' });
  });

  it('sends it back with a note, or closes it with a reason, and the page stays', async () => {
    const id = await aPublic();
    await edit(id, { summary: 'Better than all others.' });
    await post(id, 'submit', as.writer);
    const back = await post(id, 'request-changes', as.staff, { note: 'Say how you know.' });
    expect(back.body.pendingRevision).toMatchObject({ state: 'draft', note: 'Say how you know.' });
    expect((await edit(id, { summary: 'Better than the old way, by our count.' })).status).toBe(200);
    await post(id, 'submit', as.writer);
    expect((await post(id, 'decline', as.staff, { reason: 'Not shown.' })).body.pendingRevision).toBeNull();
    expect((await revisionsOf(id))[0]).toMatchObject({
      state: 'declined',
      note: 'Not shown.',
      reviewedBy: 'Sam Staff',
    });
    expect(await publicOf(id)).toMatchObject({ summary: 'Help within two weeks.' });
    expect((await mailAbout(id)).length).toBe(2);
  });

  it('goes on beside a paused page, and ends with an archived one', async () => {
    const id = await aPublic();
    await edit(id, { summary: 'New words.' });
    await post(id, 'pause', as.writer);
    await post(id, 'submit', as.writer);
    expect((await post(id, 'publish', as.staff)).body).toMatchObject({ state: 'paused', summary: 'New words.' });
    expect((await post(id, 'resume', as.writer)).body.state).toBe('published');
    await edit(id, { summary: 'Newer words.' });
    await post(id, 'archive', as.writer);
    expect((await revisionsOf(id))[0]).toMatchObject({ state: 'superseded' });
  });
});

describe('DELETE /listings/:id/revision and POST …/withdraw', () => {
  it('throw it away, or take it back from review', async () => {
    const id = await aPublic();
    const discard = (token?: string, which = id) => api.ask(`/listings/${which}/revision`, { method: 'DELETE', token });
    expect((await discard(as.writer)).body.error.code).toBe('NO_REVISION');
    await edit(id, { summary: 'A try.' });
    expect((await post(id, 'revision/withdraw', as.writer)).body.error.code).toBe('NO_REVISION');
    await post(id, 'submit', as.writer);
    expect((await post(id, 'revision/withdraw', as.viewer)).status).toBe(403);
    expect((await post(id, 'revision/withdraw')).status).toBe(401);
    expect((await post(id, 'revision/withdraw', as.writer, { x: 1 })).status).toBe(422);
    expect((await post(nowhere, 'revision/withdraw', as.writer)).status).toBe(404);
    expect((await post(id, 'revision/withdraw', as.writer)).body).toMatchObject({
      summary: 'A try.',
      pendingRevision: { state: 'draft', submittedAt: null },
    });
    expect((await discard()).status).toBe(401);
    expect((await discard(as.viewer)).status).toBe(403);
    expect((await discard(as.writer, nowhere)).status).toBe(404);
    expect((await discard(as.writer)).status).toBe(204);
    expect((await api.ask(`/listings/${id}?content=pending`, { token: as.viewer })).body).toMatchObject({
      summary: 'Help within two weeks.',
      pendingRevision: null,
    });
  });
});

describe('GET /listings/:id/revisions', () => {
  it('pages through them, and shows what each changes word by word', async () => {
    const id = await aPublic(trustedId);
    await edit(id, { summary: 'Help within three weeks.' });
    await edit(id, { regions: ['TLC', 'TLD'] });
    const first = await api.ask(`/listings/${id}/revisions?limit=2`, { token: as.viewer });
    expect(first.body.items.map(({ number }) => number)).toEqual([3, 2]);
    const rest = await api.ask(`/listings/${id}/revisions?limit=2&cursor=${first.body.nextCursor!}`, {
      token: as.viewer,
    });
    expect([rest.body.items.map(({ number }) => number), rest.body.nextCursor]).toEqual([[1], null]);
    const second = await api.ask(`/listings/${id}/revisions/2`, { token: as.viewer });
    expect(RevisionDetail.parse(second.body).diff).toEqual([
      {
        path: 'summary',
        parts: [
          { kind: 'same', text: 'Help within ' },
          { kind: 'removed', text: 'two' },
          { kind: 'added', text: 'three' },
          { kind: 'same', text: ' weeks.' },
        ],
      },
    ]);
    const third = RevisionDetail.parse((await api.ask(`/listings/${id}/revisions/3`, { token: as.staff })).body);
    expect(third.diff[0]?.parts.at(-1)?.text).toContain('North West');
  });

  it('is for members and staff, by number', async () => {
    const id = await aPublic();
    for (const path of ['revisions', 'revisions/1']) {
      expect((await api.ask(`/listings/${id}/${path}`)).status).toBe(401);
      expect((await api.ask(`/listings/${id}/${path}`, { token: as.outsider })).status).toBe(403);
      expect((await api.ask(`/listings/${nowhere}/${path}`, { token: as.staff })).status).toBe(404);
    }
    expect((await api.ask(`/listings/${id}/revisions/7`, { token: as.viewer })).status).toBe(404);
    expect((await api.ask(`/listings/${id}/revisions/x`, { token: as.viewer })).status).toBe(404);
    expect((await api.ask(`/listings/${id}/revisions?cursor=x`, { token: as.viewer })).status).toBe(422);
  });
});

describe('POST /listings/:id/revisions/:number/restore', () => {
  it('brings back what was public, as a new revision', async () => {
    const id = await aPublic(trustedId);
    await edit(id, { summary: 'Worse words.', stage: 'scale' });
    const restored = await post(id, 'revisions/1/restore', as.staff);
    expect(restored.body).toMatchObject({ summary: 'Help within two weeks.', stage: 'pilot', state: 'published' });
    expect((await revisionsOf(id)).map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(await eventsOf(id)).toEqual(['listing.published', 'listing.published']);
    expect((await post(id, 'revisions/1/restore', as.staff)).status).toBe(200);
    expect((await revisionsOf(id)).length).toBe(3);
  });

  it('is for staff, and for what was approved', async () => {
    const id = await aPublic();
    await edit(id, { summary: 'A try.' });
    expect((await post(id, 'revisions/1/restore')).status).toBe(401);
    expect((await post(id, 'revisions/1/restore', as.writer)).status).toBe(403);
    expect((await post(id, 'revisions/9/restore', as.staff)).status).toBe(404);
    expect((await post(id, 'revisions/1/restore', as.staff, { x: 1 })).status).toBe(422);
    expect((await post(id, 'revisions/2/restore', as.staff)).body.error.code).toBe('NOT_APPROVED');
    const { id: draft } = await api.aListing({ organisationId });
    expect((await post(draft, 'revisions/1/restore', as.staff)).body.error.code).toBe('INVALID_STATE');
  });
});
