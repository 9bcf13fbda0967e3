// Key words of interests, taken apart: what is looked for, in which ways, and how its synonyms are shown.
import { describe, expect, it } from 'vitest';
import { keywordBook } from './keywords.ts';

const read = keywordBook.withPairs([]);
const saying = (words: string, asPhrase = false) => ({ words, asPhrase });

describe('keywordBook', () => {
  it('gives a word its own form, a hyphenated one both, and what stands for them as phrases', () => {
    expect(read('transport CAMHS re-offending')).toEqual({
      wanted: [
        { asked: 'transport', own: [saying('transport')], synonyms: [] },
        {
          asked: 'CAMHS',
          own: [saying('camhs')],
          synonyms: ['child and adolescent mental health services'].map((words) => ({ words, shown: words })),
        },
        { asked: 're-offending', own: [saying('re offending', true), saying('reoffending')], synonyms: [] },
      ],
      phrases: [],
      excluded: [],
    });
  });

  it('takes the words of a synonym together, and shows acronyms in capitals', () => {
    const [keyword] = read('Not in education, employment or training').wanted;
    expect(keyword).toEqual({
      asked: 'Not in education, employment or training',
      own: [saying('not in education employment or training')],
      synonyms: [{ words: 'neet', shown: 'NEET' }],
    });
    expect(read('third sector').wanted[0]?.synonyms.map(({ shown }) => shown)).toContain('VCSE');
  });

  it('has no synonyms for phrases in quotes and what is left out: they are word for word', () => {
    expect(read('"CAMHS" -NEET -"low vision"')).toEqual({
      wanted: [],
      phrases: ['camhs'],
      excluded: ['low vision', 'neet'],
    });
  });

  it('knows the pairs of staff, one way or both, shown as they wrote them', () => {
    const withPairs = keywordBook.withPairs([
      { from: 'Buddies', to: 'Befriending Scheme', bothWays: false },
      { from: 'minibus', to: 'Dial-a-Ride bus', bothWays: true },
    ]);
    const others = (q: string) => withPairs(q).wanted.flatMap(({ synonyms }) => synonyms);
    expect(others('buddies')).toEqual([{ words: 'befriending scheme', shown: 'Befriending Scheme' }]);
    expect(others('befriending scheme')).toEqual([]);
    expect(others('minibus')).toEqual([{ words: 'dial a ride bus', shown: 'Dial-a-Ride bus' }]);
    expect(others('dial-a-ride bus')).toEqual([{ words: 'minibus', shown: 'minibus' }]);
    expect(keywordBook.withPairs([])('buddies').wanted[0]?.synonyms).toEqual([]);
  });

  it('takes any text, and no more words than a search does', () => {
    expect(read('')).toEqual({ wanted: [], phrases: [], excluded: [] });
    expect(read('word '.repeat(2_000)).wanted).toHaveLength(24);
    expect(read('x'.repeat(10_000)).wanted[0]?.own[0]?.words).toHaveLength(60);
    expect(read(`& | ! ( ) : * " ' \\`)).toEqual({ wanted: [], phrases: [], excluded: [] });
  });
});
