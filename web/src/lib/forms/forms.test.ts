// Forms: from what was posted to the api's body and back, and problems as sentences.
import { describe, expect, it } from 'vitest';
import { inTime, problemsOf } from './answer.ts';
import { problemList, sentence } from './problems.ts';
import { compactRows, readForm, toBody, toMonth, toNumber, toValues } from './read.ts';
import { rowsToShow } from './rows.ts';

describe('readForm', () => {
  it('keeps texts by name, with plain line breaks, and never a password', () => {
    const data = new FormData();
    data.append('regions', 'TLC');
    data.append('regions', 'TLD');
    data.append('problem', 'one\r\ntwo');
    data.append('password', 'secret');
    data.append('file', new File(['x'], 'x.txt'));
    expect(readForm(data)).toEqual({ regions: ['TLC', 'TLD'], problem: ['one\ntwo'] });
  });
});

describe('toNumber', () => {
  it.each([
    ['25,000', 25_000],
    ['£ 1 200', 1200],
    ['0.5', 0.5],
    ['-3', -3],
    ['', null],
    [' ', null],
    ['lots', 'lots'],
    ['1e9', '1e9'],
    ['12abc', '12abc'],
  ])('reads %j as %j', (typed, value) => {
    expect(toNumber(typed)).toBe(value);
  });
});

describe('toMonth', () => {
  it.each([
    ['May 2019', '2019-05'],
    ['sept. 2019', '2019-09'],
    [' December, 2005 ', '2005-12'],
    ['5/2019', '2019-05'],
    ['05.2019', '2019-05'],
    ['2019-5', '2019-05'],
    ['2005-01-31', '2005-01-31'],
    ['13/2019', '13/2019'],
    ['Mayhem 2019', 'Mayhem 2019'],
    ['last spring', 'last spring'],
    [' ', null],
  ])('reads %j as %j', (typed, value) => {
    expect(toMonth(typed)).toBe(value);
  });
});

describe('toBody and toValues', () => {
  const kinds = {
    title: 'text',
    summary: 'text',
    regions: 'list',
    national: 'flag',
    cost: 'number',
    'criteria.exclude.q': 'text',
    'evidence.*.title': 'text',
    'evidence.*.year': 'number',
  } as const;

  it('builds nested parts and rows, and leaves out nothing', () => {
    const values = {
      title: ['A'],
      summary: [' '],
      regions: ['TLC', ''],
      cost: ['1,000'],
      'criteria.exclude.q': ['x'],
      'evidence.0.title': ['Trial'],
      'evidence.0.year': ['soon'],
    };
    expect(toBody(values, kinds)).toEqual({
      title: 'A',
      summary: null,
      regions: ['TLC'],
      national: false,
      cost: 1000,
      criteria: { exclude: { q: 'x' } },
      evidence: [{ title: 'Trial', year: 'soon' }],
    });
    expect(toBody({}, kinds)).toMatchObject({ evidence: [], regions: [] });
  });

  it('comes back as it went', () => {
    const body = { title: 'A', national: true, regions: ['TLC'], evidence: [{ title: 'T', year: 2006 }], cost: null };
    expect(toValues(body)).toEqual({
      title: ['A'],
      national: ['true'],
      regions: ['TLC'],
      'evidence.0.title': ['T'],
      'evidence.0.year': ['2006'],
    });
    expect(toBody(toValues(body), kinds)).toMatchObject({ title: 'A', national: true, regions: ['TLC'] });
  });

  it('is not taken in by names that objects have of themselves', () => {
    expect(toBody({ '__proto__.title': ['x'] }, kinds)).toMatchObject({ title: null });
    expect(({} as Record<string, unknown>).title).toBeUndefined();
  });
});

describe('compactRows', () => {
  it('drops empty rows and those to be removed, and numbers the rest anew', () => {
    const values = {
      title: ['A'],
      'evidence.0.title': ['One'],
      'evidence.0.remove': ['true'],
      'evidence.1.title': ['Two'],
      'evidence.2.title': [' '],
      'evidence.2.kind': ['trial'],
      'evidence.10.title': ['Ten'],
    };
    expect(compactRows(values, 'evidence', ['kind'])).toEqual({
      title: ['A'],
      'evidence.0.title': ['Two'],
      'evidence.1.title': ['Ten'],
    });
  });

  it('shows one row more than there are', () => {
    expect(rowsToShow({}, 'evidence')).toEqual([{ row: 0, isNew: true }]);
    expect(rowsToShow({ 'evidence.0.title': ['x'] }, 'evidence').map(({ isNew }) => isNew)).toEqual([false, true]);
  });
});

describe('problems', () => {
  it('are sentences with the name of their field', () => {
    expect(sentence('must be £0 or more', 'Lowest amount')).toBe('Lowest amount must be £0 or more');
    expect(sentence('must be at least amountMin', 'Highest amount')).toBe('Highest amount must be at least the lowest');
    expect(sentence('must be one of rct, economic', 'Kind of study')).toBe(
      'Kind of study must be chosen from the list',
    );
    expect(sentence('give the innovation a title', 'Title')).toBe('Give the innovation a title');
    expect(sentence('must be an email address, like name@example.org', 'Email address')).toBe(
      'Email address must look like name@example.org',
    );
    expect(sentence('must not be empty', undefined)).toBe('Must not be empty');
  });

  it('find the label of a row whatever its position', () => {
    const problem = { code: 'X', message: 'no', fields: [{ path: 'asks.2.valueMin', message: 'must be a number' }] };
    expect(problemList(problem, { 'asks.*.valueMin': 'Lowest value a year' })).toEqual([
      { path: 'asks.2.valueMin', message: 'Lowest value a year must be a number, in figures' },
    ]);
    expect(problemList({ ...problem, fields: [] })).toEqual([{ path: '', message: 'no' }]);
  });

  it('come in the order of the page', () => {
    const fields = ['email', 'name'].map((path) => ({ path, message: 'must not be empty' }));
    const problem = { code: 'X', message: 'no', fields };
    const paths = (labels: Record<string, string>) => problemList(problem, labels).map(({ path }) => path);
    expect(paths({ name: 'Your name', email: 'Email address' })).toEqual(['name', 'email']);
    expect(paths({ name: 'Your name' })).toEqual(['email', 'name']);
  });

  it('say when to try again', () => {
    const problem = { code: 'RATE_LIMITED', message: '', fields: [], retryAfter: 200 };
    expect(problemsOf({ ok: false, status: 429, problem })[0]?.message).toBe(
      'There were too many tries. Try again in 4 minutes.',
    );
    expect(inTime(1)).toBe('in 1 second');
  });
});
