// Choosing when a listing becomes public, and saying that one is still right.
import { listings } from '@exchange/db/listings/tables';
import { outbox } from '@exchange/db/outbox/tables';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { peopleOf, type Tokens } from '../testing-people.ts';

let api: TestApi;
let organisationId = '';
let trustedId = '';
let as: Tokens<'writer' | 'viewer'>;
beforeAll(async () => {
  api = await createTestApi();
  const { organisation, members, tokens } = await peopleOf(api, { writer: 'editor', viewer: 'viewer' });
  as = tokens;
  organisationId = organisation.id;
  trustedId = (await api.anOrganisation({ members, isTrusted: true })).id;
});
afterAll(() => api.close());

const nowhere = '019a5c1e-0000-7000-8000-000000000000';
const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const post = (id: string, what: string, token?: string, body?: object) =>
  api.ask(`/listings/${id}/${what}`, { method: 'POST', token, body });
const eventsOf = (id: string) => api.db.$count(outbox, sql`${outbox.payload}->>'listingId' = ${id}`);

describe('POST /listings/:id/schedule', () => {
  it('keeps what is approved for the time chosen', async () => {
    const { id } = await api.aListing({ organisationId });
    const publishAt = inDays(3);
    expect((await post(id, 'schedule', as.writer, { publishAt })).body).toMatchObject({ state: 'draft', publishAt });
    await post(id, 'submit', as.writer);
    const approved = await post(id, 'publish', as.staff);
    expect(approved.body).toMatchObject({ state: 'paused', publishAt });
    expect(approved.body.slug).toBeTruthy();
    expect([(await api.ask(`/listings/${id}`)).status, await eventsOf(id)]).toEqual([404, 0]);
    expect((await post(id, 'resume', as.writer)).body).toMatchObject({ state: 'published', publishAt: null });
    expect((await api.ask(`/listings/${id}`)).body).not.toHaveProperty('publishAt');
  });

  it('holds for trusted organisations too, and is taken back with null', async () => {
    const { id } = await api.aListing({ organisationId: trustedId });
    await post(id, 'schedule', as.writer, { publishAt: inDays(3) });
    expect((await post(id, 'submit', as.writer)).body.state).toBe('paused');
    const second = await api.aListing({ organisationId: trustedId });
    await post(second.id, 'schedule', as.writer, { publishAt: inDays(3) });
    expect((await post(second.id, 'schedule', as.writer, { publishAt: null })).body.publishAt).toBeNull();
    expect((await post(second.id, 'submit', as.writer)).body.state).toBe('published');
  });

  it('refuses what is past, beyond a year, or no time', async () => {
    const { id } = await api.aListing({ organisationId });
    for (const publishAt of [inDays(-1), inDays(400), 'soon', undefined]) {
      const { status, body } = await post(id, 'schedule', as.writer, { publishAt });
      expect([status, body.error.fields[0]?.path]).toEqual([422, 'publishAt']);
    }
  });

  it('is for those who write it, while it is not public', async () => {
    const { id } = await api.aListing({ organisationId });
    const body = { publishAt: inDays(1) };
    expect((await post(id, 'schedule', undefined, body)).status).toBe(401);
    expect((await post(id, 'schedule', as.viewer, body)).status).toBe(403);
    expect((await post(id, 'schedule', as.outsider, body)).status).toBe(404);
    expect((await post(nowhere, 'schedule', as.staff, body)).status).toBe(404);
    const published = await api.aPublishedListing({ organisationId });
    expect((await post(published.id, 'schedule', as.writer, body)).body.error.code).toBe('INVALID_STATE');
  });
});

describe('POST /listings/:id/confirm', () => {
  it('makes an old listing a touched one, with a line of history and nothing else', async () => {
    const { id } = await api.aPublishedListing({ organisationId });
    await api.db
      .update(listings)
      .set({ updatedAt: new Date('2006-12-01') })
      .where(eq(listings.id, id));
    expect((await post(id, 'confirm', as.writer)).body.state).toBe('published');
    const [row] = await api.db.select().from(listings).where(eq(listings.id, id));
    expect(Date.now() - row!.updatedAt.getTime()).toBeLessThan(DAY);
    expect([row?.materialRevision, await eventsOf(id)]).toEqual([1, 0]);
    const { body } = await api.ask(`/listings/${id}/history`, { token: as.viewer });
    expect(body.items[0]?.action).toBe('listing.confirmed');
  });

  it('is for those who write it, while it is public', async () => {
    const { id } = await api.aPublishedListing({ organisationId });
    expect((await post(id, 'confirm')).status).toBe(401);
    expect((await post(id, 'confirm', as.viewer)).status).toBe(403);
    expect((await post(nowhere, 'confirm', as.staff)).status).toBe(404);
    expect((await post(id, 'confirm', as.writer, { x: 1 })).status).toBe(422);
    const draft = await api.aListing({ organisationId });
    expect((await post(draft.id, 'confirm', as.writer)).body.error.code).toBe('INVALID_STATE');
  });
});
