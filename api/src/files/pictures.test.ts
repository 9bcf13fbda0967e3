// Pictures as they come out: sizes, formats, upright, without metadata; and what is no picture, said plainly.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../errors.ts';
import { toVariants } from './pictures.ts';
import { aPdf, aPhotograph, aPicture, aPictureBomb, aProgram } from './samples.ts';

/** What is said of bytes that are refused. */
async function refusalOf(bytes: Buffer): Promise<string> {
  const error: unknown = await toVariants(bytes).catch((refused: unknown) => refused);
  if (!(error instanceof ApiError)) throw new Error('nothing was refused');
  expect(error.status).toBe(422);
  expect(error.details.fields?.[0]?.path).toBe('file');
  return error.details.fields?.[0]?.message ?? '';
}

describe('toVariants', () => {
  it('gives three widths in three formats, upright and without the place where it was taken', async () => {
    const photograph = await aPhotograph(400, 1700);
    const before = await sharp(photograph).metadata();
    expect(before.exif?.toString('latin1')).toContain('A secret place');
    expect(before.orientation).toBe(6);
    const variants = await toVariants(photograph);
    expect(variants.map(({ width, height }) => [width, height])).toEqual([
      ...Array.from({ length: 3 }, () => [480, 113]),
      ...Array.from({ length: 3 }, () => [960, 226]),
      ...Array.from({ length: 3 }, () => [1600, 376]),
    ]);
    for (const { bytes, contentType, width, height } of variants) {
      const read = await sharp(bytes).metadata();
      expect(read).toMatchObject({ width, height, space: 'srgb' });
      expect(contentType).toBe(read.format === 'heif' ? 'image/avif' : `image/${read.format}`);
      for (const kind of ['exif', 'xmp', 'iptc', 'icc', 'orientation'] as const)
        expect(read[kind], kind).toBeUndefined();
      expect(bytes.includes('A secret place')).toBe(false);
    }
  });

  it.each(['png', 'webp', 'avif', 'gif'] as const)('takes %s, and enlarges nothing', async (format) => {
    const variants = await toVariants(await aPicture(format));
    expect(variants.map(({ width, height }) => `${String(width)} × ${String(height)}`)).toEqual([
      ...Array.from({ length: 3 }, () => '480 × 240'),
      ...Array.from({ length: 3 }, () => '600 × 300'),
    ]);
  });

  it('keeps a tower within twice its width, and a dot as it is', async () => {
    const tower = await toVariants(await aPicture('png', 100, 3000));
    expect(Math.max(...tower.map(({ height }) => height))).toBeLessThanOrEqual(3200);
    expect(await toVariants(await aPicture('png', 1, 1))).toHaveLength(3);
  });

  it('says what is wrong with what it refuses', async () => {
    const [photograph, tiff] = await Promise.all([aPhotograph(), aPicture('tiff')]);
    expect(await refusalOf(aProgram())).toMatch(/^must be a picture in JPEG/);
    expect(await refusalOf(aPdf())).toMatch(/^must be a picture in JPEG/);
    expect(await refusalOf(tiff)).toMatch(/^must be a picture in JPEG/);
    expect(await refusalOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toMatch(/^must be a picture/);
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')]);
    expect(await refusalOf(heic)).toContain('HEIC picture as a JPEG');
    expect(await refusalOf(photograph.subarray(0, photograph.length / 2))).toMatch(/^is damaged/);
    expect(await refusalOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))).toMatch(/^is damaged/);
    expect(await refusalOf(aPictureBomb())).toBe('has too many pixels: 50 million at the most');
  });

  it('asks to come back when many wait', async () => {
    const bytes = await aPicture('png', 60, 60);
    const all = await Promise.allSettled(Array.from({ length: 12 }, () => toVariants(bytes)));
    const refused = all.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ reason }) => (reason as ApiError).status === 503)).toBe(true);
    expect(await toVariants(bytes)).toHaveLength(3);
  });
});
