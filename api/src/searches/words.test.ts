// What is kept of the words of a search, and what is not.
import { describe, expect, it } from 'vitest';
import { dayBefore, londonDay } from './days.ts';
import { wordsToKeep } from './words.ts';

describe('the words kept of a search', () => {
  it.each([
    ['  Low   Vision! ', 'low vision'],
    ['"re-offending" -prison', 're offending prison'],
    ["women's refuge", 'womens refuge'],
    ['16 to 24', '16 to 24'],
    ['NE8', 'ne8'],
  ])('%j is %j', (typed, kept) => expect(wordsToKeep(typed)).toBe(kept));

  it.each([
    ['an address', 'jo.bloggs@example.org'],
    ['a telephone number', '0191 498 0000'],
    ['a whole postcode', 'low vision NE8 4HL'],
    ['a text that was pasted', 'dear all i am writing to you about my neighbour'],
    ['something endless', 'x'.repeat(81)],
    ['nothing', '?!'],
  ])('are none of %s', (_what, typed) => expect(wordsToKeep(typed)).toBe(''));
});

describe('days', () => {
  it('end at midnight in London, in summer too', () => {
    expect(londonDay(new Date('2026-06-30T23:30:00Z'))).toBe('2026-07-01');
    expect(londonDay(new Date('2026-12-31T23:30:00Z'))).toBe('2026-12-31');
    expect(dayBefore('2026-03-01', 1)).toBe('2026-02-28');
  });
});
