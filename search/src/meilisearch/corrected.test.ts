// Corrections read out of what was marked.
import { describe, expect, it } from 'vitest';
import { wordsIn } from '../listings/words.ts';
import { correctQuery } from './corrected.ts';

const corrected = (q: string, ...marked: string[]) => correctQuery(q, wordsIn(q), marked);

describe('correctQuery', () => {
  it('puts the marked word in the place of the slip', () => {
    expect(corrected('lwo vison', 'Low', 'Vision', 'vision')).toBe('low vision');
    expect(corrected('help with vison!', 'help', 'vision', 'mission')).toBe('help with vision!');
  });

  it.each([
    ['what was found as it is', 'vision', ['vision']],
    ['a beginning', 'magnif', ['magnifiers']],
    ['singular and plural', 'magnifiers', ['magnifier']],
    ['a synonym', 'blind', ['sight', 'loss']],
    ['what nothing marks', 'xylqzw', []],
    ['a number', '2006', ['2007']],
  ])('leaves %s', (_what, q, marked) => {
    expect(corrected(q, ...marked)).toBeNull();
  });
});
