// Slips and what was meant.
import { describe, expect, it } from 'vitest';
import { correctionsOf, editsAllowed, editsBetween, lettersOf } from './typos.ts';

describe('editsBetween', () => {
  it.each([
    ['trial', 'trial', 0],
    ['tiral', 'trial', 1],
    ['trail', 'trial', 1],
    ['trals', 'trial', 2],
    ['accomodation', 'accommodation', 1],
    ['theather', 'theatre', 2],
    ['', 'ab', 2],
    ['people', 'prison', 3],
    ['a', 'abcdefgh', 3],
  ])('%s to %s', (a, b, edits) => {
    expect(editsBetween(a, b, 2)).toBe(edits);
    expect(editsBetween(b, a, 2)).toBe(edits);
  });
});

describe('editsAllowed', () => {
  it('grows with the word; numbers are never corrected', () => {
    expect(['of', 'for', 'people', 'housing', '2006', 'w1'].map(editsAllowed)).toEqual([0, 1, 1, 2, 0, 0]);
  });
});

describe('correctionsOf', () => {
  const known = [
    { word: 'trail', stem: 'trail', documents: 3 },
    { word: 'trial', stem: 'trial', documents: 40 },
    { word: 'tidal', stem: 'tidal', documents: 400 },
    { word: 'prison', stem: 'prison', documents: 4000 },
  ];

  it('puts the frequent before the rare, and the near before the frequent', () => {
    expect(correctionsOf('tiral', known).map(({ word }) => word)).toEqual(['tidal', 'trial']);
    expect(correctionsOf('trals', known, 2).map(({ word }) => word)).toEqual(['trial', 'trail']);
  });

  it('does not correct a word into itself', () => {
    expect(correctionsOf('prison', known)).toEqual([]);
  });
});

describe('lettersOf', () => {
  it('changes by two bits at most with one edit', () => {
    const bits = (mask: number) => mask.toString(2).replaceAll('0', '').length;
    expect(bits(lettersOf('trial') ^ lettersOf('triad'))).toBe(2);
    expect(lettersOf('tiral')).toBe(lettersOf('trial'));
    expect(lettersOf('ärzte 12')).toBe(lettersOf('rzte'));
  });
});
