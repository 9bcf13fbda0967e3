// What else is said.
import { describe, expect, it } from 'vitest';
import { acronyms } from './synonyms/acronyms.ts';
import { listedSynonyms, synonymsWith } from './synonyms.ts';

const { find: findSynonyms, all: allSynonyms } = listedSynonyms;

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

describe('pairs that staff add', () => {
  const { find, all } = synonymsWith([
    { from: 'Soup Runs', to: 'home food delivery', bothWays: true },
    { from: 'warm hub', to: 'drop-in', bothWays: false },
    { from: 'elderly', to: 'golden agers', bothWays: false },
  ]);
  const said = (words: string) => find(words.split(' '))?.others.map((other) => other.join(' '));

  it('count one way or both, beside the lists', () => {
    expect(said('soup runs')).toEqual(['home food delivery']);
    expect(said('home food deliveries')).toEqual(['soup runs']);
    expect(said('warm hubs')).toEqual(['drop in']);
    expect(said('drop in')).toBeUndefined();
    expect(said('elderly')).toEqual(expect.arrayContaining(['older people', 'golden agers']));
    expect(all()['warm hub']).toEqual(['drop in']);
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
