// A listing to pass on: as a page to print, and as a picture for where its address is shared. Made once for each version.
import { createHash } from 'node:crypto';
import type { ContentChoice, Listing } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import { listLocalAuthorities, listServiceAreas } from '@exchange/db/reference/queries';
import type { Context } from '../context.ts';
import type { PlaceNames } from './pdf-content.ts';
import { listingPdf } from './pdf.ts';
import { getListing, unknownListing } from './service.ts';
import { listingPicture } from './share-picture.ts';

/** Changes with how they are drawn, so that files kept elsewhere are made anew. */
const DRAWING = 1;
/** So many files are kept: making one takes about a tenth of a second of a processor. */
const KEPT = 200;

export interface SharedFile {
  listing: Listing;
  /** Of what the file says. */
  etag: string;
  /** The file's bytes; drawn when it is asked for, unless it is kept. */
  read: () => Promise<Buffer>;
}

const labelsOf = (list: readonly { code: string; label: string }[]) =>
  Object.fromEntries(list.map(({ code, label }) => [code, label]));

async function placeNames(db: Db): Promise<PlaceNames> {
  const [serviceAreas, localAuthorities] = await Promise.all([listServiceAreas(db), listLocalAuthorities(db)]);
  return { serviceAreas: labelsOf(serviceAreas), localAuthorities: labelsOf(localAuthorities) };
}

const kept = new Map<string, Promise<Buffer>>();

/** Gives the kept file, or draws it; the one longest unused makes room. */
async function keep(key: string, draw: () => Promise<Buffer>): Promise<Buffer> {
  const file = kept.get(key) ?? draw();
  kept.delete(key);
  kept.set(key, file);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  try {
    return await file;
  } catch (cause) {
    kept.delete(key);
    throw cause;
  }
}

const addressOf = (context: Context, { slug, id }: Listing) => `${context.config.webUrl}/listings/${slug ?? id}`;

function sharedFile(listing: Listing, kind: string, draw: () => Promise<Buffer>): SharedFile {
  const said = createHash('sha1')
    .update(JSON.stringify([DRAWING, kind, listing]))
    .digest('base64url');
  return { listing, etag: `"${said}"`, read: async () => keep(said, draw) };
}

/** The page to print; who may read the listing may have it. */
export async function getPdf(
  context: Context,
  viewer: Viewer | undefined,
  idOrSlug: string,
  content: ContentChoice | undefined,
): Promise<SharedFile> {
  const listing = await getListing(context, viewer, idOrSlug, content);
  return sharedFile(listing, 'pdf', async () =>
    listingPdf(listing, await placeNames(context.db), addressOf(context, listing)),
  );
}

/** The picture for where its address is shared: of what is published only, as nobody else shares it. */
export async function getPicture(context: Context, idOrSlug: string): Promise<SharedFile> {
  const listing = await getListing(context, undefined, idOrSlug);
  if (listing.state !== 'published') throw unknownListing();
  return sharedFile(listing, 'png', async () => listingPicture(listing));
}
