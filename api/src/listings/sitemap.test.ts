// The sitemap: what is public is in it and nothing else, in parts that hold every page once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing.ts';
import { countParts, sitemapIndex, sitemapPart } from './sitemap.ts';

let api: TestApi;
const published: string[] = [];
beforeAll(async () => {
  api = await createTestApi({ WEB_PUBLIC_URL: 'https://exchange.example.org' });
  for (let made = 0; made < 5; made += 1) published.push((await api.aPublishedListing()).slug ?? '');
  await api.aListing();
});
afterAll(() => api.close());

const WEB = 'https://exchange.example.org';
const addressesIn = (xml: string) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address ?? '');

async function partOf(part: number, most: number): Promise<string[]> {
  let xml = '';
  for await (const piece of sitemapPart(api.db, WEB, part, most)) xml += piece;
  return addressesIn(xml);
}

describe('GET /sitemap.xml', () => {
  it('has the pages, every published listing and organisation with its date, and no draft', async () => {
    const { status, headers, text } = await api.ask('/sitemap.xml');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    });
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<urlset xmlns="[^"]*">\n[\s\S]*<\/urlset>\n$/);
    const found = addressesIn(text);
    expect(found).toEqual(expect.arrayContaining([WEB, `${WEB}/listings`, `${WEB}/about`]));
    const listings = found.filter((address) => address.startsWith(`${WEB}/listings/`));
    expect(listings.sort()).toEqual(published.map((slug) => `${WEB}/listings/${slug}`).sort());
    expect(found.some((address) => address.startsWith(`${WEB}/organisations/`))).toBe(true);
    const dates = [...text.matchAll(/<lastmod>([^<]*)<\/lastmod>/g)].map(([, at]) => at ?? '');
    expect(dates.every((at) => new Date(at).toISOString() === at)).toBe(true);
    expect(dates).toHaveLength(found.length - 6);
  });

  it('gives its parts by number, and none beyond the last', async () => {
    expect(addressesIn((await api.ask('/sitemap-1.xml')).text)).toContain(`${WEB}/listings/${published[0] ?? ''}`);
    expect((await api.ask('/sitemap-2.xml')).status).toBe(404);
    expect((await api.ask('/sitemap-0.xml')).status).toBe(404);
    expect((await api.ask('/sitemap-x.xml')).status).toBe(404);
  });
});

describe('the parts', () => {
  it.each([1, 3, 4, 7, 50])('hold every page once, %i in each', async (most) => {
    const all = await partOf(1, 1000);
    const parts = await countParts(api.db, most);
    expect(parts).toBe(Math.ceil(all.length / most));
    const found: string[] = [];
    for (let part = 1; part <= parts; part += 1) {
      const here = await partOf(part, most);
      expect(here.length).toBeLessThanOrEqual(most);
      found.push(...here);
    }
    expect(found).toEqual(all);
  });

  it('are listed where there are several', () => {
    expect(addressesIn(sitemapIndex(WEB, 3))).toEqual([1, 2, 3].map((part) => `${WEB}/sitemap-${String(part)}.xml`));
  });
});
