// A refused search says which filter, and what its address says.
import { expect, it } from 'vitest';
import { searchProblems } from './search-problems.ts';

const params = new URLSearchParams('ask=contract&ask=bribe&page=0&amountMin=lots');
const refused = (fields: { path: string; message: string }[]) =>
  searchProblems({ code: 'VALIDATION_FAILED', message: 'No.', fields }, params);

it('names the choice that does not exist, with the way out', () => {
  expect(refused([{ path: 'ask.1', message: 'must be one of contract, investment' }])).toEqual([
    { path: '', message: 'There is no “bribe” to choose under “They seek”. Take it off, or choose another' },
  ]);
});

it('leads to what a person types, and to nothing else', () => {
  expect(
    refused([
      { path: 'amountMin', message: 'must be a whole number' },
      { path: 'page', message: 'must be 1 or more' },
    ]),
  ).toEqual([
    { path: 'amountMin', message: 'Lowest amount must be a number, in figures' },
    { path: '', message: 'Page must be 1 or more' },
  ]);
  expect(refused([])).toEqual([{ path: '', message: 'No.' }]);
});
