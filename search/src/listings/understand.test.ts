// Filters in words.
import { readFileSync } from 'node:fs';
import { ListingQuery } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { authorityPlaces, authorityRegion } from './places.ts';
import { understandQuery } from './understand.ts';

const of = (query: Record<string, unknown>) => understandQuery(ListingQuery.parse(query));
const understood = (q: string) => of({ q }).understood;

describe('a place in words', () => {
  it.each([
    ['low vision in the North East', { words: 'low vision', region: 'TLC' }],
    ['low vision in north-east', { words: 'low vision', region: 'TLC' }],
    ['low vision north east', { words: 'low vision', region: 'TLC' }],
    ['sight loss in Yorkshire and the Humber', { words: 'sight loss', region: 'TLE' }],
    ['sight loss across Yorkshire', { words: 'sight loss', region: 'TLE' }],
    ['carers Scotland', { words: 'carers', region: 'TLM' }],
    ['work in progress in Wales', { words: 'work in progress', region: 'TLL' }],
    ['church of ireland in northen Ireland', { words: 'church of ireland', region: 'TLN' }],
    ['grants in noth West', { words: 'grants', region: 'TLD' }],
    ['grants in sourth East', { words: 'grants', region: 'TLJ' }],
    ['London', { words: '', region: 'TLI' }],
    ['the North East', { words: '', region: 'TLC' }],
    ['in Scotland', { words: '', region: 'TLM' }],
    ['transport in Gateshead', { words: 'transport', localAuthority: 'E08000037' }],
    ['transport in gatshead', { words: 'transport', localAuthority: 'E08000037' }],
    ['transport in Hull', { words: 'transport', localAuthority: 'E06000010' }],
    ['transport in Bristol', { words: 'transport', localAuthority: 'E06000023' }],
    ['a service in Reading', { words: 'a service', localAuthority: 'E06000038' }],
    ['a service in Bath', { words: 'a service', localAuthority: 'E06000022' }],
    ['transport in NE8', { words: 'transport', region: 'TLC' }],
    ['transport near NE8 3BA', { words: 'transport', region: 'TLC' }],
    ['transport NE8', { words: 'transport', region: 'TLC' }],
    ['NE8', { words: '', region: 'TLC' }],
  ])('%s', (q, expected) => {
    expect(understood(q)).toEqual(expected);
  });

  it.each([
    'low vision',
    'London buses',
    'North East low vision',
    'Bank of Scotland',
    'people in the know',
    'in in in',
    '"housing in London"',
    'gateshead',
    'help with reading',
    'skills in reading',
    'READING',
    'a walk-in bath',
    'goods in sale',
    'a good start in life',
    'training in rugby',
    'housing -London',
    '',
    'n'.repeat(500),
  ])('leaves %s as it is', (q) => {
    expect(understood(q)).toBeUndefined();
  });
});

describe('a stage or an ask in words', () => {
  it.each([
    ['pilot', { words: '', stage: 'pilot' }],
    ['low vision pilots', { words: 'low vision', stage: 'pilot' }],
    ['pilots for older people', { words: 'for older people', stage: 'pilot' }],
    ['low vision at pilot stage', { words: 'low vision', stage: 'pilot' }],
    ['reading schemes ready to scale', { words: 'reading schemes', stage: 'scale' }],
    ['a bus prototype', { words: 'a bus', stage: 'prototype' }],
    ['seeking investment', { words: '', ask: 'investment' }],
    ['befriending seeking investment', { words: 'befriending', ask: 'investment' }],
    ['befriending that wants a contract', { words: 'befriending', ask: 'contract' }],
    ['befriending, needs a contract', { words: 'befriending', ask: 'contract' }],
    ['looking for research partners: tinnitus', { words: 'tinnitus', ask: 'research' }],
    [
      'low vision pilots in the North East seeking investment',
      { words: 'low vision', stage: 'pilot', region: 'TLC', ask: 'investment' },
    ],
  ])('%s', (q, expected) => {
    const found = understood(q);
    expect({ ...found, words: found?.words.replace(/^\W+|\W+$/g, '') }).toEqual(expected);
  });

  it.each([
    'pilot training for veterans',
    'training as a pilot',
    'become a pilot',
    'airline pilots',
    'Pilot Light theatre',
    'low vision -pilot',
    '"low vision pilot"',
    'complex needs research',
    'special educational needs funding',
    'investment',
    'contract cleaning',
    'research into dementia',
    'scale models',
  ])('leaves %s as it is', (q) => {
    expect(understood(q)).toBeUndefined();
  });
});

describe('understandQuery', () => {
  it('filters by what it read', () => {
    expect(of({ q: 'low vision in the North East' })).toMatchObject({
      query: { q: 'low vision', region: ['TLC'] },
      words: { start: 0, end: 10 },
    });
    expect(of({ q: 'pilots in Gateshead' }).query).toMatchObject({
      q: undefined,
      stage: ['pilot'],
      localAuthority: ['E08000037'],
    });
  });

  it('lets chosen filters win', () => {
    expect(of({ q: 'low vision in London', region: 'TLC' }).query).toMatchObject({ q: 'low vision', region: ['TLC'] });
    expect(of({ q: 'low vision in London', localAuthority: 'E08000037' }).query.region).toEqual([]);
    expect(of({ q: 'low vision pilots', stage: 'scale' }).query.stage).toEqual(['scale']);
  });

  it('leaves as words what is asked for as words', () => {
    const q = 'low vision pilots in the North East';
    expect(of({ q, asWords: 'place' }).understood).toBeUndefined();
    expect(of({ q, asWords: 'stage' }).understood).toEqual({ words: 'low vision pilots', region: 'TLC' });
    expect(of({ q, exact: 'true' })).toMatchObject({ query: { q, region: [] }, understood: undefined });
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
