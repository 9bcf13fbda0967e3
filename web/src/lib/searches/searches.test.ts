// What people look for, as pages show it.
import { regions, toCodeList, type Reference } from '@exchange/contracts';
import { expect, it } from 'vitest';
import { filterUses, searchedViews } from './view.ts';

it('words lead to their search, with bars in proportion', () => {
  const [first, second] = searchedViews([
    { words: 'sight loss', region: 'TLC', searches: 20, withoutResult: 15, people: 7 },
    { words: 'chess', region: null, searches: 5, withoutResult: 5, people: 5 },
  ]);
  expect(first).toMatchObject({
    label: '“sight loss” in North East',
    href: '/listings?q=sight+loss&region=TLC',
    share: 100,
    people: '7 people',
  });
  expect(second).toMatchObject({ label: '“chess”', href: '/listings?q=chess', share: 25 });
  expect(searchedViews([])).toEqual([]);
});

it('filters are named by their words; amounts and organisations without a value', () => {
  const reference = { regions: toCodeList(regions) } as unknown as Reference;
  const uses = filterUses(
    [
      { name: 'region', value: 'TLI', searches: 4, withoutResult: 1 },
      { name: 'amountMin', value: null, searches: 1, withoutResult: 0 },
    ],
    reference,
  );
  expect(uses.map(({ label, share }) => [label, share])).toEqual([
    [`Region: ${regions.TLI}`, 100],
    ['Amount, from', 25],
  ]);
});
