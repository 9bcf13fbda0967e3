// Places in words.
import { readFileSync } from 'node:fs';
import { ListingQuery } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { authorityPlaces, authorityRegion, outcodePlaces, regionPlaces } from './places.ts';
import { understand, understandQuery } from './understand.ts';

const everywhere = [...regionPlaces, ...authorityPlaces, ...outcodePlaces];

describe('understand', () => {
  it.each([
    ['low vision in the North East', { words: 'low vision', region: 'TLC' }],
    ['low vision in north-east', { words: 'low vision', region: 'TLC' }],
    ['sight loss in Yorkshire and the Humber', { words: 'sight loss', region: 'TLE' }],
    ['sight loss in Yorkshire', { words: 'sight loss', region: 'TLE' }],
    ['work in progress in Wales', { words: 'work in progress', region: 'TLL' }],
    ['church of ireland in northen Ireland', { words: 'church of ireland', region: 'TLN' }],
    ['grants in noth West', { words: 'grants', region: 'TLD' }],
    ['grants in sourth East', { words: 'grants', region: 'TLJ' }],
    ['transport in Gateshead', { words: 'transport', region: 'TLC', localAuthority: 'E08000037' }],
    ['transport in NE8', { words: 'transport', region: 'TLC' }],
    ['London', { words: '', region: 'TLI' }],
    ['the North East', { words: '', region: 'TLC' }],
    ['in Scotland', { words: '', region: 'TLM' }],
  ])('%s', (q, expected) => {
    expect(understand(q, everywhere)).toEqual(expected);
  });

  it.each([
    'low vision',
    'London buses',
    'North East low vision',
    'drop-in London',
    'people in the know',
    'in in in',
    '"housing in London"',
    '',
    'n'.repeat(500),
  ])('leaves %s as it is', (q) => {
    expect(understand(q, everywhere)).toEqual({ words: q });
  });
});

describe('understandQuery', () => {
  const of = (query: Record<string, unknown>) => understandQuery(ListingQuery.parse(query));

  it('filters by the region', () => {
    expect(of({ q: 'low vision in the North East' })).toMatchObject({
      query: { q: 'low vision', region: ['TLC'] },
      region: 'TLC',
    });
  });

  it('lets chosen regions win', () => {
    expect(of({ q: 'low vision in London', region: 'TLC' })).toMatchObject({
      query: { q: 'low vision', region: ['TLC'] },
    });
  });

  it('looks for a place alone, and for towns, as words', () => {
    for (const q of ['London', 'in London', 'transport in Gateshead'])
      expect(of({ q })).toMatchObject({ query: { q, region: [] }, region: undefined });
  });
});

describe('places', () => {
  it('are the same as those of the database', () => {
    for (const file of ['local-authorities.csv', 'outcodes.csv']) {
      const read = (folder: string) => readFileSync(new URL(`${folder}/${file}`, import.meta.url), 'utf8');
      expect(read('./places')).toBe(read('../../../db/src/seed/reference'));
    }
  });

  it('know where an authority lies', () => {
    expect(authorityRegion('E08000037')).toBe('TLC');
    expect(authorityRegion('E06000023')).toBe('TLK');
    expect(authorityRegion('E99999999')).toBeUndefined();
    expect(authorityPlaces).toHaveLength(361);
  });
});
