// The sitemap (sitemaps.org, 0.9): the pages that search engines may show, written as they are read, in parts of 50,000.
import type { Db } from '@exchange/db';
import { countPublicAddresses, listPublicAddresses, type PublicAddress } from '@exchange/db/listings/queries-sitemap';

/** The most addresses that one part may have, by the protocol. */
export const MOST = 50_000;
const BATCH = 1000;
const PAGES = ['', '/listings', '/about', '/accessibility', '/privacy', '/unmet-demand'] as const;
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

/** How many parts there are, at least one. */
export async function countParts(db: Db, most = MOST): Promise<number> {
  const { listings, organisations } = await countPublicAddresses(db);
  return Math.max(1, Math.ceil((PAGES.length + listings + organisations) / most));
}

/** The list of the parts, which the web serves as /sitemap.xml when there are several. */
export function sitemapIndex(webUrl: string, parts: number): string {
  const items = Array.from(
    { length: parts },
    (_, index) => `<sitemap><loc>${escape(webUrl)}/sitemap-${String(index + 1)}.xml</loc></sitemap>\n`,
  );
  return `${HEAD}<sitemapindex ${NAMESPACE}>\n${items.join('')}</sitemapindex>\n`;
}

/** Addresses of a kind from a place on, at most so many, read in batches. */
async function* addresses(db: Db, kind: PublicAddress['kind'], from: number, most: number) {
  let after: string | undefined;
  for (let given = 0; given < most; given += BATCH) {
    const limit = Math.min(BATCH, most - given);
    const batch = await listPublicAddresses(db, kind, { limit, after, offset: given === 0 ? from : 0 });
    yield batch;
    after = batch.at(-1)?.id;
    if (batch.length < limit) return;
  }
}

/** The places of a part that fall on a run of addresses: how many to pass over, and how many to take. */
function overlap(start: number, length: number, run: { from: number; length: number }) {
  const from = Math.max(0, start - run.from);
  const to = Math.min(run.length, start + length - run.from);
  return { from, most: Math.max(0, to - from) };
}

/**
 * Writes one part, batch by batch.
 * @param part from 1; one beyond the last is empty
 */
export async function* sitemapPart(db: Db, webUrl: string, part: number, most = MOST): AsyncGenerator<string> {
  const counted = await countPublicAddresses(db);
  const start = (part - 1) * most;
  const base = escape(webUrl);
  yield `${HEAD}<urlset ${NAMESPACE}>\n`;
  for (const page of PAGES.slice(start, start + most)) yield `<url><loc>${base}${page}</loc></url>\n`;
  let before: number = PAGES.length;
  for (const kind of ['listings', 'organisations'] as const) {
    const here = overlap(start, most, { from: before, length: counted[kind] });
    before += counted[kind];
    if (here.most === 0) continue;
    for await (const batch of addresses(db, kind, here.from, here.most)) {
      const lines = batch.map(
        ({ slug, updatedAt }) =>
          `<url><loc>${base}/${kind}/${escape(encodeURIComponent(slug))}</loc><lastmod>${updatedAt.toISOString()}</lastmod></url>\n`,
      );
      yield lines.join('');
    }
  }
  yield '</urlset>\n';
}
