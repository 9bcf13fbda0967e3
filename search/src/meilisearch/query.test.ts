// Queries and terms in the form that Meilisearch reads.
import { describe, expect, it } from 'vitest';
import { toMeiliQuery, toTerms } from './query.ts';

describe('toMeiliQuery', () => {
  it('writes stems without stop words, phrases and what is excluded', () => {
    expect(toMeiliQuery('services for the carers')).toBe('service carer');
    expect(toMeiliQuery('lamps "low visions" -dogs -"big cats"')).toBe('lamp "low vision" -"big cat" -dog');
    expect(toMeiliQuery('re-offending', true)).toBe('"re" "offending"');
    expect(toMeiliQuery('the of')).toBe('');
  });
});

describe('toTerms', () => {
  it('takes words apart, but for hyphens and synonyms of several words; only the last is a beginning', () => {
    expect(toTerms('re-offending learning disabilities prisoners')).toEqual({
      terms: [
        { q: 're-offending ', words: ['re', 'offending'], isOpen: false },
        { q: 'learning disabilit ', words: ['learning', 'disabilities'], isOpen: false },
        { q: 'prisoner', words: ['prisoners'], isOpen: true },
      ],
      required: '',
    });
  });

  it('says what every result must meet, behind which no word is a beginning', () => {
    expect(toTerms('lamps "low visions" -dogs')).toEqual({
      terms: [{ q: 'lamp ', words: ['lamps'], isOpen: false }],
      required: ' "low vision" -dog',
    });
  });
});
