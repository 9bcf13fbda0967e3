// Money, lists, dates and states, as people read them.
import { describe, expect, it } from 'vitest';
import { ago, day, moment, startedOn } from './dates.ts';
import { count, listInWords, months, plural, pounds, poundsRange, sentenceList } from './money.ts';
import { actionInWords, paragraphs } from './words.ts';

describe('money and numbers', () => {
  it('are whole pounds with commas', () => {
    expect(pounds(60_000)).toBe('£60,000');
    expect(count(1234.5)).toBe('1,234.5');
  });

  it('say a range in words, and an open side as what it is', () => {
    expect(poundsRange(50_000, 120_000)).toBe('£50,000 to £120,000');
    expect(poundsRange(50_000, 120_000, '–')).toBe('£50,000–£120,000');
    expect(poundsRange(null, 120_000)).toBe('up to £120,000');
    expect(poundsRange(0, 120_000)).toBe('up to £120,000');
    expect(poundsRange(50_000, null)).toBe('£50,000 or more');
    expect(poundsRange(5, 5)).toBe('£5');
    expect(poundsRange(null, null)).toBeNull();
  });

  it('count one and many', () => {
    expect(plural(1, 'innovation')).toBe('1 innovation');
    expect(plural(0, 'match', 'matches')).toBe('0 matches');
    expect(months(36)).toBe('3 years');
    expect(months(18)).toBe('18 months');
    expect(months(12)).toBe('1 year');
  });

  it('list in words, with small letters inside a sentence but for names', () => {
    expect(listInWords([])).toBe('');
    expect(listInWords(['North East', 'London'], 'or')).toBe('North East or London');
    expect(sentenceList(['Older people', 'Carers', 'LGBT+ people'])).toBe('Older people, carers and LGBT+ people');
  });
});

describe('dates', () => {
  const now = new Date('2026-03-29T12:00:00Z');

  it('are those of London', () => {
    expect(day('2026-06-30T23:30:00Z')).toBe('1 July 2026');
    expect(moment('2026-03-04T14:05:00Z')).toBe('4 March 2026 at 2:05 pm');
    expect(startedOn('2005-01')).toBe('January 2005');
    expect(startedOn('2005-01-31')).toBe('31 January 2005');
  });

  it('say how long ago by midnights, across a change of the clocks too', () => {
    expect(ago('2026-03-29T00:30:00Z', now)).toBe('today');
    expect(ago('2026-03-28T23:30:00Z', now)).toBe('yesterday');
    expect(ago('2026-03-26T12:00:00Z', now)).toBe('3 days ago');
    expect(ago('2026-03-08T12:00:00Z', now)).toBe('3 weeks ago');
    expect(ago('2025-12-20T12:00:00Z', now)).toBe('3 months ago');
    expect(ago('2024-03-04T12:00:00Z', now)).toBe('on 4 March 2024');
  });

  it('never speak of the future when a clock is a little ahead', () => {
    expect(ago('2026-03-30T09:00:00Z', now)).toBe('today');
  });
});

describe('words', () => {
  it('name a history action, and make an unknown one readable', () => {
    expect(actionInWords('listing.changes_requested')).toBe('Changes asked for');
    expect(actionInWords('listing.handed_over')).toBe('Handed over');
  });

  it('part paragraphs at blank lines and keep single breaks', () => {
    expect(paragraphs('One\ntwo\n\n  \nThree')).toEqual(['One\ntwo', 'Three']);
    expect(paragraphs(null)).toEqual([]);
  });
});
