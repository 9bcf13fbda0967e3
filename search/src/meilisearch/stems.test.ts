// Which words are one, and that letters keep their places.
import { describe, expect, it } from 'vitest';
import { stemOf, synonymStems, toStems, toStemsInPlace } from './stems.ts';

describe('stems', () => {
  it.each([
    ['services', 'service'],
    ['charities', 'charity'],
    ['Communities', 'Community'],
    ['days', 'day'],
  ])('%s and %s are one', (plural, singular) => {
    expect(stemOf(plural)).toBe(stemOf(singular));
  });

  it('leave other words alone', () => {
    for (const word of ['news', 'access', 'status', 'crisis', 'bus', 'day', 'money']) expect(stemOf(word)).toBe(word);
  });

  it('keep every letter in its place', () => {
    const text = 'Cafés’ stories, wiſſenſ ſenseleſſ';
    const stems = toStemsInPlace(text);
    expect(stems).toBe('Café ’ stor   , wiſſenſ ſenseleſſ');
    expect(Buffer.byteLength(stems)).toBe(Buffer.byteLength(text));
  });

  it('are looked for in the place of synonyms, by what is typed and by its stems', () => {
    expect(toStems('"young carers" -schools')).toBe('"young carer" -school');
    expect(synonymStems({ carers: ['families'], carer: ['helpers'] })).toEqual({
      carers: ['famil'],
      carer: ['famil', 'helper'],
    });
  });
});
