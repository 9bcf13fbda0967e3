// What a reviewer reads of a change: only what differs, word by word, and nothing lost on the way.
import { describe, expect, it } from 'vitest';
import { diffContents, diffTexts, inWords } from './diff.ts';

describe('diffTexts', () => {
  it('marks the words that came and went', () => {
    expect(diffTexts('Help within two weeks at home.', 'Help within three weeks at home.')).toEqual([
      { kind: 'same', text: 'Help within ' },
      { kind: 'removed', text: 'two' },
      { kind: 'added', text: 'three' },
      { kind: 'same', text: ' weeks at home.' },
    ]);
  });

  it('gives both texts back whole, whatever they are', () => {
    const texts = ['', 'a', 'a,b  c\n\nd', '👩‍🦯 é عربي <script>', 'x '.repeat(5_000), 'y z '.repeat(4_000)];
    for (const before of texts)
      for (const after of texts) {
        const parts = diffTexts(before, after);
        const without = (kind: string) => parts.filter((part) => part.kind !== kind).map(({ text }) => text);
        expect(without('added').join('')).toBe(before);
        expect(without('removed').join('')).toBe(after);
      }
  });
});

describe('diffContents', () => {
  it('says codes, money and rows in words, and leaves out what is the same', () => {
    const before = {
      stage: 'pilot',
      title: 'pilot',
      regions: ['TLC'],
      asks: [{ kind: 'investment', amountMin: 50_000 }],
    };
    const after = {
      stage: 'scale',
      title: 'pilot',
      regions: ['TLC', 'TLD'],
      asks: [{ kind: 'investment', amountMin: 60_000 }],
    };
    const found = diffContents(['stage', 'title', 'regions', 'asks'], before, after);
    expect(found.map(({ path }) => path)).toEqual(['stage', 'regions', 'asks']);
    expect(found[0]?.parts).toEqual([
      { kind: 'removed', text: 'Pilot' },
      { kind: 'added', text: 'Scale' },
    ]);
    expect(found[2]?.parts.map(({ text }) => text).join('|')).toContain('£50,000|£60,000');
  });

  it('has words for every kind of value', () => {
    expect(inWords('national', true)).toBe('yes');
    expect(inWords('year', 2006)).toBe('2006');
    expect(inWords('ours', 452.5)).toBe('452.5');
    expect(inWords('serviceAreas', ['a.b'], new Map([['a.b', 'Low vision']]))).toBe('Low vision');
    expect(inWords('evidence', [{ kind: 'evaluation', comparisonGroup: false, url: null }])).toMatch(
      /comparison group: no$/,
    );
  });
});
