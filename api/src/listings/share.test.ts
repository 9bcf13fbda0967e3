// The picture of a listing where its address is shared: its size, its words within the edges, and who gets it.
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { listingPicture, PICTURE, widthOf, wrap } from './share-picture.ts';
import type { Listing } from '@exchange/contracts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const ask = async (path: string, headers: Record<string, string> = {}) =>
  api.app.inject({ url: `/api/v1${path}`, headers });

describe('GET /listings/:id/og.png', () => {
  it('gives a picture of the size that pages of others expect, and keeps it in caches', async () => {
    const { slug } = await api.aPublishedListing();
    const { statusCode, headers, rawPayload } = await ask(`/listings/${slug}/og.png`);
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'public, max-age=3600' });
    expect(await sharp(rawPayload).metadata()).toMatchObject({ format: 'png', ...PICTURE });
    expect(rawPayload.length).toBeLessThan(100_000);
    const again = await ask(`/listings/${slug}/og.png`, { 'if-none-match': String(headers.etag) });
    expect(again.statusCode).toBe(304);
    await api.db.execute(`update listings set title = 'Another title', version = version + 1 where slug = '${slug}'`);
    expect((await ask(`/listings/${slug}/og.png`)).headers.etag).not.toBe(headers.etag);
  });

  it('gives none of what is not public, to members neither', async () => {
    const user = await api.aUser();
    const { id } = await api.anOrganisation({ members: [{ user, role: 'owner' }] });
    const token = await api.signIn(user);
    const draft = await api.ask('/listings', { body: { organisationId: id, title: 'Secret' }, token });
    const path = `/listings/${draft.body.id}/og.png`;
    expect((await ask(path)).statusCode).toBe(404);
    expect((await ask(path, { authorization: `Bearer ${token}` })).statusCode).toBe(404);
    expect((await ask('/listings/never-was/og.png')).statusCode).toBe(404);
  });
});

describe('its words', () => {
  it('stay within its edges, whatever they are', () => {
    for (const title of ['W'.repeat(100), 'a '.repeat(50), 'A title of plain words, and of some length'])
      for (const line of wrap(title.trim(), 'bold', 48, 1056))
        expect(widthOf(line, 'bold', 48), line).toBeLessThanOrEqual(1056);
    expect(wrap('one two three', 'bold', 48, 200)).toEqual(['one two', 'three']);
  });

  it.each(['</svg><script>alert(1)</script>', '👩‍🦯 مرحبا 漢字', '', '\u0301'.repeat(90), null])(
    'never break it (%j)',
    async (title) => {
      const organisation = { name: '&<>" '.repeat(30) };
      const listing = { title, organisation, asks: [{ kind: 'peers' }] } as unknown as Listing;
      expect(await sharp(await listingPicture(listing)).metadata()).toMatchObject({ format: 'png', ...PICTURE });
    },
  );
});
