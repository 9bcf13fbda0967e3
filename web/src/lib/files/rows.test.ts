// The texts and the order of a listing's files: put together with what others did meanwhile, without losing a word.
import type { PictureRef } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import type { Values } from '../forms/read.ts';
import { applyRows, readRef, readWish, wasOf } from './rows.ts';
import { documentViews, pictureViews, sizeInWords } from './view.ts';

const first: PictureRef = { fileId: 'a', altText: 'A van', caption: 'In 2006' };
const second: PictureRef = { fileId: 'b', altText: 'A group' };

/** The form as it was made of these, with what was typed over it. */
function posted(refs: readonly PictureRef[], typed: Record<string, string> = {}): Values {
  const values: Record<string, string> = {};
  refs.forEach((ref, index) => {
    values[`pictures.${String(index)}.fileId`] = ref.fileId;
    values[`pictures.${String(index)}.was`] = wasOf('pictures', ref);
    values[`pictures.${String(index)}.altText`] = ref.altText;
    values[`pictures.${String(index)}.caption`] = ref.caption ?? '';
  });
  return Object.fromEntries(Object.entries({ ...values, ...typed }).map(([name, value]) => [name, [value]]));
}

describe('applyRows', () => {
  it('writes nothing new when nothing was typed', () => {
    expect(applyRows('pictures', [first, second], posted([first, second]), null).refs).toEqual([first, second]);
  });

  it('takes what was typed, and an emptied caption is none', () => {
    const typed = { 'pictures.0.caption': '', 'pictures.1.altText': 'Twelve people' };
    expect(applyRows('pictures', [first, second], posted([first, second], typed), null).refs).toEqual([
      { fileId: 'a', altText: 'A van' },
      { fileId: 'b', altText: 'Twelve people' },
    ]);
  });

  it('leaves what others changed, added and took out meanwhile', () => {
    const now = [
      { ...second, caption: 'Theirs' },
      { fileId: 'c', altText: 'New' },
    ];
    const { refs, problems } = applyRows(
      'pictures',
      now,
      posted([first, second], { 'pictures.1.altText': 'Mine' }),
      null,
    );
    expect(problems).toEqual([]);
    expect(refs).toEqual([{ fileId: 'b', altText: 'Mine', caption: 'Theirs' }, now[1]]);
  });

  it('asks when both wrote one text, and keeps both', () => {
    const now = [{ ...first, altText: 'Their van' }];
    const { problems, values } = applyRows('pictures', now, posted([first], { 'pictures.0.altText': 'My van' }), null);
    expect(problems.map(({ path }) => path)).toEqual(['pictures.0.altText']);
    expect(problems[0]?.message).toContain('“Their van”');
    expect(values['pictures.0.altText']).toEqual(['My van']);
  });

  it.each([
    ['move:b:0', ['b', 'a']],
    ['move:a:1', ['b', 'a']],
    ['move:a:9', ['b', 'a']],
    ['remove:a', ['b']],
    ['remove:nobody', ['a', 'b']],
    ['move:nobody:0', ['a', 'b']],
    ['move:a:-1', ['a', 'b']],
    ['save', ['a', 'b']],
  ])('%s gives %j', (then, order) => {
    const { refs } = applyRows('pictures', [first, second], posted([first, second]), readWish({ then: [then] }));
    expect(refs.map(({ fileId }) => fileId)).toEqual(order);
  });

  it('shrugs off forms that nobody made here', () => {
    const values = { 'pictures.0.fileId': ['a'], 'pictures.0.was': ['{'], 'pictures.x.fileId': ['b'] };
    const { refs, problems } = applyRows('pictures', [first], values, null);
    expect([refs, problems]).toEqual([[first], []]);
  });
});

describe('putting back what was taken out', () => {
  const wishOf = (ref: string) =>
    readWish({ then: ['restore'], 'removed.group': ['pictures'], 'removed.at': ['0'], 'removed.ref': [ref] });
  const order = (now: readonly PictureRef[], ref: string, group: 'pictures' | 'documents' = 'pictures') =>
    applyRows(group, now, {}, wishOf(ref)).refs.map(({ fileId }) => fileId);

  it('gives it its place, once, and in its own list only', () => {
    const ref = JSON.stringify(first);
    expect(order([second], ref)).toEqual(['a', 'b']);
    expect(order([first, second], ref)).toEqual(['a', 'b']);
    expect(order([second], ref, 'documents')).toEqual(['b']);
    expect(order([second], 'nothing')).toEqual(['b']);
  });
});

describe('readRef', () => {
  it('reads what a file was called, and nothing from what names none', () => {
    expect(readRef('{"fileId":"a","altText":"A van"}')).toEqual({ fileId: 'a', altText: 'A van' });
    for (const text of ['', '{', 'null', '7', '{"altText":"A van"}']) expect(readRef(text)).toBeUndefined();
  });
});

describe('how files are shown', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [240_400, '240 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [1_250_000, '1.3 MB'],
    [10_000_000, '10 MB'],
  ])('%i bytes are %s', (bytes, words) => {
    expect(sizeInWords(bytes)).toBe(words);
  });

  it('names every width of every format, and leaves out what is not there', () => {
    const variant = (type: 'avif' | 'webp' | 'jpeg', width: number) => ({
      contentType: `image/${type}` as const,
      width,
      height: width / 2,
      byteSize: 9,
      path: `/files/a/${type}${String(width)}`,
    });
    const variants = [480, 960].flatMap((width) => [
      variant('avif', width),
      variant('jpeg', width),
      variant('webp', width),
    ]);
    const file = {
      id: 'a',
      kind: 'picture' as const,
      name: 'a.jpg',
      contentType: null,
      byteSize: null,
      path: null,
      variants,
    };
    const [view, ...more] = pictureViews({ pictures: [first, second], files: [file] });
    expect(more).toEqual([]);
    expect(view).toMatchObject({
      width: 960,
      height: 480,
      src: '/files/a/jpeg480',
      whole: '/files/a/jpeg960',
      srcset: '/files/a/jpeg480 480w, /files/a/jpeg960 960w',
      sources: [
        { type: 'image/avif', srcset: '/files/a/avif480 480w, /files/a/avif960 960w' },
        { type: 'image/webp', srcset: '/files/a/webp480 480w, /files/a/webp960 960w' },
      ],
    });
    const document = {
      ...file,
      id: 'd',
      kind: 'document' as const,
      contentType: 'application/pdf',
      byteSize: 240_000,
      path: '/files/d/x',
    };
    const documents = [
      { fileId: 'd', title: 'Report' },
      { fileId: 'gone', title: 'Gone' },
    ];
    expect(documentViews({ documents, files: [{ ...document, variants: [] }] })).toMatchObject([
      { title: 'Report', about: 'PDF, 240 kB', href: '/files/d/x' },
    ]);
  });
});
