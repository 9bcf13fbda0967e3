// Reviewing: what waits and for how long, who is at it, what is checked and said, and what the writers answer.
import { Review, ReviewItem } from '@exchange/contracts';
import { listReviewQueue } from '@exchange/db/moderation/queries-reviews';
import { updateListingState } from '@exchange/db/listings/queries';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { peopleOf, type Tokens } from '../testing-people.ts';
import { isSampled, SAMPLE_EVERY } from './review-service.ts';

let api: TestApi;
let organisationId = '';
let trustedId = '';
let as: Tokens<'writer' | 'viewer' | 'colleague'>;
beforeAll(async () => {
  api = await createTestApi();
  const { organisation, members, tokens } = await peopleOf(api, { writer: 'editor', viewer: 'viewer' });
  as = { ...tokens, colleague: await api.signIn(await api.aStaffUser()) };
  organisationId = organisation.id;
  trustedId = (await api.anOrganisation({ members, isTrusted: true })).id;
});
afterAll(() => api.close());

const nowhere = '019a5c1e-0000-7000-8000-000000000000';
const HOUR = 3_600_000;
const inReview = async () => {
  const { id } = await api.aListing({ organisationId });
  await api.ask(`/listings/${id}/submit`, { method: 'POST', token: as.writer });
  return id;
};
const admin = (id: string, what: string, body: object | undefined, token = as.staff) =>
  api.ask(`/admin/reviews/${id}/${what}`, { method: 'POST', token, body });
const reviewOf = async (id: string, token = as.staff) =>
  Review.parse((await api.ask(`/listings/${id}/review`, { token })).body);
const post = (id: string, what: string, token: string, body?: object) =>
  api.ask(`/listings/${id}/${what}`, { method: 'POST', token, body });
const queue = async () =>
  (await api.ask('/admin/review-queue?limit=100', { token: as.staff })).body.items.map((item) =>
    ReviewItem.parse(item),
  );

const comment = { path: 'summary', text: 'Whom does it help?' };
const steps = [
  ['claim', undefined],
  ['unclaim', undefined],
  ['checklist', { points: ['plain', 'asks'] }],
  ['comments', comment],
] as const;

describe('every step of a review', () => {
  it.each(steps)('%s is for staff, on what waits', async (what, body) => {
    const id = await inReview();
    expect((await admin(id, what, body)).status).toBe(200);
    expect((await api.ask(`/admin/reviews/${id}/${what}`, { method: 'POST', body })).status).toBe(401);
    expect((await admin(id, what, body, as.writer)).status).toBe(403);
    expect((await admin(nowhere, what, body)).status).toBe(404);
    expect((await admin(id, what, { ...body, surprise: 1 })).status).toBe(422);
    const { id: draft } = await api.aListing({ organisationId });
    expect((await admin(draft, what, body)).body.error.code).toBe('NOTHING_TO_REVIEW');
  });

  it('refuses points it does not know, and an empty comment', async () => {
    const id = await inReview();
    expect((await admin(id, 'checklist', { points: ['nice'] })).status).toBe(422);
    expect((await admin(id, 'comments', { path: 'summary', text: ' ' })).status).toBe(422);
  });
});

describe('claiming', () => {
  it('keeps others out until it is given up or a day has gone', async () => {
    const id = await inReview();
    expect((await admin(id, 'claim', undefined)).body).toMatchObject({ claimedBy: 'Sam Staff', isMine: true });
    expect((await queue()).find((item) => item.id === id)?.claimedBy).toBe('Sam Staff');
    expect((await admin(id, 'claim', undefined, as.colleague)).body.error.code).toBe('CLAIMED');
    expect((await post(id, 'publish', as.colleague)).body.error.code).toBe('CLAIMED');
    expect((await reviewOf(id, as.colleague)).isMine).toBe(false);
    await admin(id, 'unclaim', undefined);
    expect((await admin(id, 'claim', undefined, as.colleague)).status).toBe(200);
    expect((await admin(id, 'checklist', { points: [] })).body.error.code).toBe('CLAIMED');
    const later = new Date(Date.now() + 25 * HOUR);
    const items = await listReviewQueue(api.db, { limit: 100, now: later });
    expect(items.find((item) => item.id === id)?.claimedBy).toBeNull();
  });
});

describe('the checklist', () => {
  it('is finished before what was begun is published', async () => {
    const id = await inReview();
    await admin(id, 'claim', undefined);
    await admin(id, 'checklist', { points: ['plain', 'claims', 'people'] });
    const { status, body } = await post(id, 'publish', as.staff);
    expect([status, body.error.code]).toEqual([409, 'CHECKLIST_INCOMPLETE']);
    expect(body.error.fields.map(({ path }) => path)).toEqual(['checklist.pictures', 'checklist.asks']);
    expect((await api.ask(`/listings/${id}`, { token: as.staff })).body.state).toBe('in_review');
    await admin(id, 'checklist', { points: ['plain', 'claims', 'people', 'pictures', 'asks'] });
    expect((await post(id, 'publish', as.staff)).body.state).toBe('published');
  });

  it('is not asked for when it is sent back', async () => {
    const id = await inReview();
    await admin(id, 'claim', undefined);
    expect((await post(id, 'request-changes', as.staff, { note: 'Say more.' })).status).toBe(200);
  });
});

describe('comments', () => {
  it('are read by writers once the round is decided, answered, and kept for the next', async () => {
    const id = await inReview();
    await admin(id, 'checklist', { points: ['plain', 'asks', 'plain'] });
    const { comments } = Review.parse((await admin(id, 'comments', comment)).body);
    const answer = `review/comments/${comments[0]!.id}/answer`;
    expect(await reviewOf(id, as.writer)).toMatchObject({ comments: [], checklist: [], kind: 'new' });
    expect((await post(id, answer, as.writer, { text: 'Those losing sight.' })).status).toBe(404);
    await post(id, 'request-changes', as.staff, { note: 'See the comments.' });
    expect((await reviewOf(id, as.viewer)).comments).toMatchObject([{ ...comment, author: 'Sam Staff', answer: null }]);

    expect((await api.ask(`/listings/${id}/${answer}`, { method: 'POST', body: { text: 'x' } })).status).toBe(401);
    expect((await post(id, answer, as.viewer, { text: 'x' })).status).toBe(403);
    expect((await post(id, answer, as.writer, { text: '' })).status).toBe(422);
    expect((await post(id, `review/comments/${nowhere}/answer`, as.writer, { text: 'x' })).status).toBe(404);
    expect((await post(id, answer, as.writer, { text: 'Those losing sight.' })).status).toBe(200);
    await post(id, 'submit', as.writer);
    const second = await reviewOf(id);
    expect(second).toMatchObject({ kind: 'new', checklist: [], comments: [{ answer: 'Those losing sight.' }] });
    const { body } = await api.ask(`/listings/${id}/history`, { token: as.viewer });
    expect(body.items.map(({ action }) => action)).toContain('listing.review_answered');
  });

  it('are told with the decision, to whoever wrote it', async () => {
    const person = await api.aUser();
    const organisation = await api.anOrganisation({ members: [{ user: person, role: 'owner' }] });
    const token = await api.signIn(person);
    const title = 'Read aloud';
    const { id } = await api.aListing({ organisationId: organisation.id, createdBy: person.id, title });
    const told = async () => {
      const { items } = (await api.ask('/notifications', { token })).body;
      return items.map(({ text, path }) => [text, path]);
    };
    await post(id, 'submit', token);
    await admin(id, 'comments', comment);
    await admin(id, 'comments', { path: 'title', text: 'Aloud to whom?' });
    expect(await told()).toEqual([]);
    await post(id, 'request-changes', as.staff, { note: 'See the comments.' });
    const asked = `A change is asked for before “${title}” is published`;
    expect(await told()).toEqual([[`${asked}, with 2 comments`, `/listings/${id}/edit`]]);
    await post(id, 'submit', token);
    await post(id, 'request-changes', as.staff, { note: 'Not yet.' });
    // Those of the round before have been told.
    expect((await told())[0]).toEqual([asked, `/listings/${id}/edit`]);
  });

  it('are for members and staff', async () => {
    const id = await inReview();
    expect((await api.ask(`/listings/${id}/review`)).status).toBe(401);
    expect((await api.ask(`/listings/${id}/review`, { token: as.outsider })).status).toBe(404);
    const published = await api.aPublishedListing({ organisationId });
    expect((await api.ask(`/listings/${published.id}/review`, { token: as.outsider })).status).toBe(403);
    expect(await reviewOf(published.id, as.viewer)).toMatchObject({ kind: null, workingDays: 0, targetDays: 2 });
  });
});

describe('the queue', () => {
  it('holds revisions too, with the working days that each has waited', async () => {
    const { id } = await api.aPublishedListing({ organisationId });
    const { body } = await api.ask(`/listings/${id}`, { token: as.writer });
    await api.ask(`/listings/${id}`, {
      method: 'PATCH',
      token: as.writer,
      body: { version: body.version, title: 'A new title' },
    });
    await post(id, 'submit', as.writer);
    expect((await queue()).find((item) => item.id === id)).toMatchObject({
      kind: 'revision',
      title: 'A new title',
      workingDays: 0,
    });
    const { id: old } = await api.aListing({ organisationId });
    await updateListingState(api.db, old, { state: 'in_review', submittedAt: new Date('2026-12-24T12:00:00Z') });
    const items = await listReviewQueue(api.db, { limit: 100, now: new Date('2026-12-30T12:00:00Z') });
    expect(items.find((item) => item.id === old)?.workingDays).toBe(2);
  });
});

describe('samples of what trusted organisations publish', () => {
  it('are about one in ten, and the same whenever one asks', () => {
    const sampled = Array.from({ length: 5_000 }, (_, version) => isSampled(nowhere, version));
    const share = sampled.filter(Boolean).length / sampled.length;
    expect(share).toBeGreaterThan(0.8 / SAMPLE_EVERY);
    expect(share).toBeLessThan(1.2 / SAMPLE_EVERY);
    expect(Array.from({ length: 5_000 }, (_, version) => isSampled(nowhere, version))).toEqual(sampled);
  });

  it('wait to be looked at while the page stands, and are the team’s own matter', async () => {
    const published: string[] = [];
    while ((await queue()).every(({ kind }) => kind !== 'sample')) {
      const { id } = await api.aListing({ organisationId: trustedId });
      expect((await post(id, 'submit', as.writer)).body.state).toBe('published');
      published.push(id);
    }
    const sample = (await queue()).find(({ kind }) => kind === 'sample')!;
    expect(published).toContain(sample.id);
    expect((await reviewOf(sample.id, as.writer)).kind).toBeNull();
    const lookedAt = await admin(sample.id, 'looked-at', undefined, as.writer);
    expect(lookedAt.status).toBe(403);
    expect((await admin(await inReview(), 'looked-at', undefined)).body.error.code).toBe('NOT_A_SAMPLE');
    expect((await api.ask(`/admin/reviews/${sample.id}/looked-at`, { method: 'POST' })).status).toBe(401);
    expect((await admin(nowhere, 'looked-at', undefined)).status).toBe(404);
    expect((await admin(sample.id, 'looked-at', { x: 1 })).status).toBe(422);
    expect((await admin(sample.id, 'looked-at', undefined)).body).toMatchObject({ kind: null });
    expect((await queue()).every(({ kind }) => kind !== 'sample')).toBe(true);
  });
});
