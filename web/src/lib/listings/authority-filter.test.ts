// The filter by local authority, found by a part of its name.
import { describe, expect, it } from 'vitest';
import { authorityFilter } from './authority-filter.ts';
import { forApi, searchHref, searchParams, withoutValue, withValue } from './search.ts';

const authorities = [
  { code: 'E08000021', label: 'Newcastle upon Tyne', region: 'TLC' as const },
  { code: 'E07000195', label: 'Newcastle-under-Lyme', region: 'TLG' as const },
  { code: 'E08000037', label: 'Gateshead', region: 'TLC' as const },
];
const filter = (typed: string, params = '') => authorityFilter(new URLSearchParams(params), typed, authorities);

describe('a local authority', () => {
  it('is certain by its name, or as the only one that holds what was typed', () => {
    expect(filter('Gateshead Council').certain).toBe('E08000037');
    expect(filter('upon').certain).toBe('E08000021');
  });

  it('is chosen from several; those chosen before stay', () => {
    const { options, message, certain } = filter('newcastle', 'localAuthority=E08000037');
    expect(certain).toBeNull();
    expect(options.map(({ label, selected }) => [label, selected])).toEqual([
      ['Gateshead', true],
      ['Newcastle upon Tyne', false],
      ['Newcastle-under-Lyme', false],
    ]);
    expect(message).toContain('tick those that you mean');
  });

  it('is offered with its count when the results name it', () => {
    const params = new URLSearchParams('localAuthority=E08000037');
    const counts = ['E08000021', 'E08000037', 'E99999999'].map((value, n) => ({ value, count: 3 - n }));
    expect(authorityFilter(params, '', authorities, counts).options).toEqual([
      { value: 'E08000037', label: 'Gateshead', selected: true, count: 2 },
      { value: 'E08000021', label: 'Newcastle upon Tyne', selected: false, count: 3 },
    ]);
  });

  it('that nobody knows is said', () => {
    expect(filter('Atlantis')).toMatchObject({ options: [], certain: null });
    expect(filter('Atlantis').message).toContain('“Atlantis”');
    expect(filter(' ').message).toBeNull();
  });
});

describe('the map as a part of the address', () => {
  it('stays with the search, and is not sent to the api, which is asked for all of the words', () => {
    const params = searchParams(new URL('http://x/listings?q=sight&view=map&page=2'));
    expect(withValue(params, 'region', 'TLC')).toBe('/listings?q=sight&view=map&region=TLC');
    expect(searchHref(forApi(params))).toBe('/listings?q=sight&page=2&words=all');
    const narrowed = new URLSearchParams('region=TLC&region=TLD&view=map');
    expect(withoutValue(narrowed, 'region', 'TLC')).toBe('/listings?region=TLD&view=map');
    expect(searchParams(new URL('http://x/listings?view=globe')).has('view')).toBe(false);
  });
});
