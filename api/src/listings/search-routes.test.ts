// Finding listings through the api: the index behind it is real; what it finds is tested with the engine.
import { ListingPage, Relaxed, Suggestions } from '@exchange/contracts';
import { findListing, updateListingState } from '@exchange/db/listings/queries';
import { toDocument } from '@exchange/search';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
const ids: string[] = [];
beforeAll(async () => {
  api = await createTestApi();
  const titles = ['=cmd|" /C calc"!A0', 'Talking newspaper', 'Talking <b>books</b> & "films"', 'Community transport'];
  for (const [day, title] of titles.entries()) {
    const publishedAt = new Date(Date.UTC(2006, 11, day + 1));
    const { id } = await api.aPublishedListing({ title, publishedAt, stage: day === 3 ? 'scale' : 'pilot' });
    ids.push(id);
    const listing = await findListing(api.db, id);
    await api.context.index.upsert([toDocument(listing!, listing!.regionsOfLocalAuthorities)]);
  }
});
afterAll(() => api.close());

describe('GET /listings', () => {
  it('finds words, filters and counts, and may be kept for a while', async () => {
    const { status, body, headers } = await api.ask('/listings?q=talking&stage=pilot&sort=newest&limit=1');
    expect(status).toBe(200);
    const page = ListingPage.parse(body);
    expect(page).toMatchObject({ total: 2, page: 1, limit: 1, correctedQuery: null });
    expect(page.items.map(({ id }) => id)).toEqual([ids[2]]);
    expect(headers['cache-control']).toBe('public, max-age=30');
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers.etag).toBeTruthy();
  });

  it('takes empty parameters of a form as absent, and repeated ones as any of', async () => {
    expect((await api.ask('/listings?q=&stage=&amountMin=&sort=&page=')).body.total).toBe(4);
    expect((await api.ask('/listings?stage=pilot&stage=scale')).body.total).toBe(4);
  });

  it('names what is wrong with a query', async () => {
    const { status, body } = await api.ask('/listings?stage=nearly&page=1001&colour=blue&q=%00');
    expect(status).toBe(422);
    expect(body.error.fields.map(({ path }) => path).sort()).toEqual(['colour', 'page', 'q', 'stage.0']);
    const { error } = (await api.ask('/listings?amountMin=9&amountMax=8')).body;
    expect(error.fields).toEqual([{ path: 'amountMax', message: 'must be at least amountMin' }]);
  });
});

describe('a search for all the words', () => {
  const ask = async (query: string) => ListingPage.parse((await api.ask(`/listings?${query}`)).body);

  it('finds what holds all of them, and gives what holds some apart', async () => {
    const loose = await ask('q=talking%20transport');
    const page = await ask('q=talking%20transport&words=all');
    expect(page).toMatchObject({ total: 0, items: [] });
    expect(page.near).toEqual({ items: loose.items, total: loose.total });
    expect(loose.near).toBeUndefined();
    expect((await ask('q=talking&words=all')).near).toBeUndefined();
    expect((await api.ask('/listings.csv?q=talking%20transport&words=all')).text.trim().split('\r\n')).toHaveLength(1);
    expect((await api.ask('/listings?words=most')).body.error.fields).toEqual([
      { path: 'words', message: 'must be all or some' },
    ]);
  });
});

describe('a search that finds nothing', () => {
  it('says what asking for less would find', async () => {
    const search = 'q=talking%20newspaper&stage=scale';
    expect(ListingPage.parse((await api.ask(`/listings?${search}`)).body).total).toBe(0);
    const relaxed = Relaxed.parse((await api.ask(`/listings/relaxed?${search}`)).body);
    expect(relaxed.searches[0]).toEqual({
      ...{ q: 'talking newspaper', leftOut: [], without: ['stage'], asWords: [], total: 2 },
    });
    expect(relaxed.items[0]?.id).toBe(ids[1]);
    const nowhere = Relaxed.parse((await api.ask('/listings/relaxed?q=xyzzyplugh')).body);
    expect(nowhere).toEqual({ searches: [], items: [] });
    expect((await api.ask('/listings/relaxed?stage=nowhere')).status).toBe(422);
  });
});

describe('GET /listings/suggest, /similar and /compare', () => {
  it('suggest while typing', async () => {
    const { items } = Suggestions.parse((await api.ask('/listings/suggest?q=talk')).body);
    expect(items.length).toBeGreaterThan(0);
    expect((await api.ask('/listings/suggest?q=')).body.items).toEqual([]);
    expect((await api.ask(`/listings/suggest?q=${'x'.repeat(101)}`)).status).toBe(422);
  });

  it('give similar ones of a listing that may be seen', async () => {
    const { status, body } = await api.ask(`/listings/${ids[1]!}/similar`);
    expect(status).toBe(200);
    expect(body.items.map(({ id }) => id)).not.toContain(ids[1]);
    const draft = await api.aListing();
    expect((await api.ask(`/listings/${draft.id}/similar`)).status).toBe(404);
  });

  it('set up to four side by side in the order asked for, without what is not public', async () => {
    const draft = await api.aListing();
    const { body } = await api.ask(`/listings/compare?id=${ids[2]!}&id=${draft.id}&id=${ids[1]!}`);
    expect(body.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect((await api.ask(`/listings/compare?id=${ids[0]!}`)).body.items).toHaveLength(1);
    for (const query of ['', '?id=1&id=2&id=3&id=4&id=5'])
      expect((await api.ask(`/listings/compare${query}`)).status).toBe(422);
  });
});

describe('GET /listings.csv', () => {
  it('gives every hit as a row that no spreadsheet runs', async () => {
    const { status, headers, text } = await api.ask('/listings.csv?sort=newest&limit=1');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/^title,summary,organisation,/);
    expect(lines[2]).toMatch(/^"Talking <b>books<\/b> & ""films""",/);
    expect(lines[4]).toMatch(/^"'=cmd\|"" \/C calc""!A0",/);
    expect(lines.at(-1)).toBe('');
  });
});

describe('GET /listings.atom', () => {
  it('gives the newest first, well-formed whatever is in a title', async () => {
    const { status, headers, text } = await api.ask('/listings.atom?q=talking');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect([...text.matchAll(/<id>urn:uuid:([^<]+)</g)].map(([, id]) => id)).toEqual([ids[2], ids[1]]);
    expect(text).toContain('<title>Talking &#60;b&#62;books&#60;/b&#62; &#38; &#34;films&#34;</title>');
    expect(text).toContain('href="http://localhost:3000/listings?q=talking"');
    expect(text).toContain('<updated>2006-12-03T00:00:00.000Z</updated>');
  });
});

describe('what is no longer public', () => {
  it('cannot be read, whatever the index still says', async () => {
    await updateListingState(api.db, ids[3]!, { state: 'paused' });
    expect((await api.ask(`/listings/${ids[3]!}`)).status).toBe(404);
    expect((await api.ask(`/listings/compare?id=${ids[3]!}`)).body.items).toEqual([]);
  });
});
