// What else is said.
import { describe, expect, it } from 'vitest';
import { acronyms } from './synonyms/acronyms.ts';
import { allSynonyms, findSynonyms } from './synonyms.ts';

const others = (text: string) => findSynonyms(text.split(' '))?.others.map((words) => words.join(' '));

describe('findSynonyms', () => {
  it('spells acronyms out, and back', () => {
    expect(others('neet')).toEqual(['not in education employment or training']);
    expect(others('not in education employment or training')).toEqual(['neet']);
    expect(others('camhs')).toEqual(['child and adolescent mental health services']);
  });

  it('does not look for a word when its letters were spelt out', () => {
    expect(others('send')).toEqual(['special educational needs and disabilities']);
    expect(others('special educational needs and disabilities')).not.toContain('send');
  });

  it('takes the longest, in singular or plural', () => {
    expect(findSynonyms(['older', 'people', 'at', 'home'])?.length).toBe(2);
    expect(others('visual impairments')).toContain('sight loss');
    expect(others('learning disability')).toContain('learning difficulties');
  });

  it('has nothing for most words', () => {
    expect(findSynonyms(['transport'])).toBeUndefined();
    expect(findSynonyms([])).toBeUndefined();
  });
});

describe('the lists', () => {
  it('hold no acronym of two letters', () => {
    expect(Object.keys(acronyms).filter((acronym) => acronym.length < 3)).toEqual([]);
  });

  it('never give a word as its own synonym', () => {
    for (const [words, meanings] of Object.entries(allSynonyms())) expect(meanings).not.toContain(words);
  });
});
