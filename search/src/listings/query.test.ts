// Taking apart what was typed.
import { describe, expect, it } from 'vitest';
import { parseQuery, replaceWords } from './query.ts';

const parsed = (q: string) => {
  const { words, phrases, excluded } = parseQuery(q);
  return { words: words.map(({ word }) => word), phrases, excluded };
};

describe('parseQuery', () => {
  it.each([
    ['low vision', { words: ['low', 'vision'], phrases: [], excluded: [] }],
    ['"low vision" home', { words: ['home'], phrases: [['low', 'vision']], excluded: [] }],
    ['home -prison -"low vision"', { words: ['home'], phrases: [], excluded: [['low', 'vision'], ['prison']] }],
    ['re-offending', { words: ['re', 'offending'], phrases: [], excluded: [] }],
    ['-re-offending', { words: [], phrases: [], excluded: [['re', 'offending']] }],
    ['a "b', { words: ['a', 'b'], phrases: [], excluded: [] }],
    ['"" -"" - "!"', { words: [], phrases: [], excluded: [] }],
    ['', { words: [], phrases: [], excluded: [] }],
  ])('%s', (q, expected) => {
    expect(parsed(q)).toEqual(expected);
  });

  it('stops at 24 words', () => {
    expect(parsed('w '.repeat(200)).words).toHaveLength(24);
    expect(parsed(`"${'w '.repeat(200)}"`).phrases[0]).toHaveLength(24);
    expect(parsed('-w '.repeat(200)).excluded).toHaveLength(24);
  });
});

describe('replaceWords', () => {
  it('leaves the rest as typed', () => {
    const q = 'Trasnport,  "to" cafés -in Walse';
    const [first, , last] = parseQuery(q).words;
    expect(
      replaceWords(
        q,
        new Map([
          [last!, 'Wales'],
          [first!, 'transport'],
        ]),
      ),
    ).toBe(`transport,  "to" cafés -in Wales`);
  });
});
