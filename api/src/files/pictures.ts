// Makes of a picture that was sent what pages show: upright, without anything of where it was taken, at sensible sizes.
import type { NewVariant } from '@exchange/db/files/queries';
import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Sharp } from 'sharp';
import { invalid, unavailable } from '../errors.ts';
import { hashOf } from './hash.ts';

/** Widths of the variants in pixels; a smaller picture is never enlarged. */
export const WIDTHS = [480, 960, 1600] as const;
/** Fifty million pixels: more than any camera of a charity gives, and less than what fills the memory. */
const MOST_PIXELS = 50_000_000;
/** Taller than twice its width is made smaller by its height. */
const TALLEST = 2;
/** Pictures that wait while one is worked on; more are asked to come back. */
const MOST_WAITING = 8;

const taken = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif']);

// One picture at a time on one thread, so that pictures never starve what else the api does.
sharp.concurrency(1);
sharp.cache(false);

export const wrongFile = (message: string) => invalid([{ path: 'file', message }]);

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** Runs one piece of work after the other; refuses (503) when too many wait. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= MOST_WAITING) throw unavailable('Many pictures are being made ready just now: try again in a moment.');
  waiting += 1;
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    waiting -= 1;
  }
}

/** By its bytes; what its name says does not count. */
async function requirePicture(bytes: Buffer): Promise<void> {
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (type && taken.has(type.mime)) return;
  const hint = /^image\/hei[cf]/.test(type?.mime ?? '') ? ' Phones can save a HEIC picture as a JPEG.' : '';
  throw wrongFile(`must be a picture in JPEG, PNG, WebP, AVIF or GIF.${hint}`);
}

const encoders: Readonly<Record<NewVariant['contentType'], (image: Sharp) => Sharp>> = {
  'image/avif': (image) => image.avif({ quality: 52, effort: 2 }),
  'image/webp': (image) => image.webp({ quality: 78 }),
  'image/jpeg': (image) => image.flatten({ background: '#ffffff' }).jpeg({ quality: 80, progressive: true }),
};

const within = (width: number) =>
  ({ width, height: width * TALLEST, fit: 'inside', withoutEnlargement: true }) as const;

/** Decoded once, upright, in sRGB, at the widest of our widths: raw pixels have no room for metadata. */
async function decode(bytes: Buffer): Promise<{ image: Sharp; width: number }> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', autoOrient: true })
    .resize(within(WIDTHS[WIDTHS.length - 1] ?? 1600))
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { image: sharp(data, { raw: { width, height, channels } }), width };
}

async function encode(bytes: Buffer): Promise<NewVariant[]> {
  const { image, width: widest } = await decode(bytes);
  const variants: NewVariant[] = [];
  for (const width of WIDTHS) {
    const sized = image.clone().resize(within(width));
    for (const [contentType, to] of Object.entries(encoders) as [NewVariant['contentType'], (i: Sharp) => Sharp][]) {
      const { data, info } = await to(sized.clone()).toBuffer({ resolveWithObject: true });
      variants.push({ contentType, width: info.width, height: info.height, hash: hashOf(data), bytes: data });
    }
    // The next width would enlarge it.
    if ((variants.at(-1)?.width ?? 0) >= widest) break;
  }
  return variants;
}

/** sharp's refusals in our words: too many pixels, or bytes that are not what they say. */
function refusal(error: unknown): Error {
  const message = error instanceof Error ? error.message : '';
  if (/pixel limit|exceeds/i.test(message))
    return wrongFile(`has too many pixels: ${String(MOST_PIXELS / 1_000_000)} million at the most`);
  return wrongFile('is damaged, so that it cannot be shown: open it, save it again, and send that');
}

/**
 * Makes the variants of a picture: up to three widths in AVIF, WebP and JPEG, the narrowest first, without metadata.
 * @throws 422 naming `file` for what is no picture, is broken, or has too many pixels; 503 when many are under way
 */
export async function toVariants(bytes: Buffer): Promise<NewVariant[]> {
  await requirePicture(bytes);
  return inTurn(async () => {
    try {
      return await encode(bytes);
    } catch (error) {
      throw refusal(error);
    }
  });
}
