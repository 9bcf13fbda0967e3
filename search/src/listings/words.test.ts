// How texts are cut into words.
import { describe, expect, it } from 'vitest';
import { indexedWords, wordsIn } from './words.ts';

const words = (text: string) => wordsIn(text).map(({ word }) => word);

describe('wordsIn', () => {
  it.each([
    ['Low vision, in 2006!', ['low', 'vision', 'in', '2006']],
    ["Women's and womens’ café", ['women', 'and', 'womens', 'cafe']],
    ["O'Neill", ['oneill']],
    ['and/or a@b.org', ['and', 'or', 'a', 'b', 'org']],
    ['Ystrad Fflûr 中文 مرحبا', ['ystrad', 'fflur', '中文', 'مرحبا']],
    ['… — !? 🙂', []],
    ['x'.repeat(500), ['x'.repeat(60)]],
  ])('cuts %s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('knows where each word stands', () => {
    const text = 'The  café’s re-offending';
    expect(wordsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(['The', 'café’s', 're', 'offending']);
    expect(wordsIn(text).map(({ bound }) => bound)).toEqual([false, false, false, true]);
  });

  it('binds by a single hyphen between words only', () => {
    expect(wordsIn('a - b -c d--e').every(({ bound }) => !bound)).toBe(true);
  });
});

describe('indexedWords', () => {
  it('finds hyphenated words joined too, at the place of their last part', () => {
    expect(indexedWords('cut re-offending now')).toEqual([
      { word: 'cut', place: 1 },
      { word: 're', place: 2 },
      { word: 'offending', place: 3 },
      { word: 'reoffending', place: 3 },
      { word: 'now', place: 4 },
    ]);
  });

  it('joins all parts of a longer one', () => {
    expect(indexedWords('face-to-face').map(({ word }) => word)).toEqual([
      'face',
      'to',
      'faceto',
      'face',
      'facetoface',
    ]);
  });
});
