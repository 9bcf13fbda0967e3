// The hours of digests by London's clock, across both changes of it and across outages; and the pauses between attempts.
import { describe, expect, it } from 'vitest';
import { backOff, DAY, HOUR, lastSlot, MINUTE, SECOND } from './schedule.ts';

const slot = (frequency: 'daily' | 'weekly', now: string) => {
  const { date, at } = lastSlot(frequency, new Date(now));
  return [date, at.toISOString()];
};

describe('the daily slot', () => {
  it.each([
    ['in winter, a second before eight', '2026-01-15T07:59:59Z', '2026-01-14', '2026-01-14T08:00:00.000Z'],
    ['in winter, at eight', '2026-01-15T08:00:00Z', '2026-01-15', '2026-01-15T08:00:00.000Z'],
    ['in summer, a second before eight', '2026-07-15T06:59:59Z', '2026-07-14', '2026-07-14T07:00:00.000Z'],
    ['in summer, at eight', '2026-07-15T07:00:00Z', '2026-07-15', '2026-07-15T07:00:00.000Z'],
    ['just after a summer midnight', '2026-07-14T23:30:00Z', '2026-07-14', '2026-07-14T07:00:00.000Z'],
    ['the day before clocks go forward', '2026-03-28T08:00:00Z', '2026-03-28', '2026-03-28T08:00:00.000Z'],
    ['the day clocks go forward, before eight', '2026-03-29T06:59:59Z', '2026-03-28', '2026-03-28T08:00:00.000Z'],
    ['the day clocks go forward, at eight', '2026-03-29T07:00:00Z', '2026-03-29', '2026-03-29T07:00:00.000Z'],
    ['the day before clocks go back', '2026-10-24T07:00:00Z', '2026-10-24', '2026-10-24T07:00:00.000Z'],
    ['the day clocks go back, before eight', '2026-10-25T07:59:59Z', '2026-10-24', '2026-10-24T07:00:00.000Z'],
    ['the day clocks go back, at eight', '2026-10-25T08:00:00Z', '2026-10-25', '2026-10-25T08:00:00.000Z'],
    ['on the first of January', '2027-01-01T07:00:00Z', '2026-12-31', '2026-12-31T08:00:00.000Z'],
    ['on a leap day', '2028-02-29T12:00:00Z', '2028-02-29', '2028-02-29T08:00:00.000Z'],
  ])('%s', (_, now, date, at) => expect(slot('daily', now)).toEqual([date, at]));

  it('comes once on every day of three years', () => {
    const start = Date.UTC(2026, 0, 1, 8);
    const dates = new Set(
      Array.from({ length: 1_096 * 4 }, (_, part) => lastSlot('daily', new Date(start + part * 6 * HOUR)).date),
    );
    expect(dates.size).toBe(1_096);
  });
});

describe('the weekly slot', () => {
  it.each([
    ['on Monday a second before eight', '2026-11-23T07:59:59Z', '2026-11-16', '2026-11-16T08:00:00.000Z'],
    ['on Monday at eight', '2026-11-23T08:00:00Z', '2026-11-23', '2026-11-23T08:00:00.000Z'],
    ['on Sunday', '2026-11-29T23:59:59Z', '2026-11-23', '2026-11-23T08:00:00.000Z'],
    ['after clocks went forward on the Sunday', '2026-03-30T07:00:00Z', '2026-03-30', '2026-03-30T07:00:00.000Z'],
    ['the week in which clocks go forward', '2026-03-29T12:00:00Z', '2026-03-23', '2026-03-23T08:00:00.000Z'],
    ['the week in which clocks go back', '2026-10-25T12:00:00Z', '2026-10-19', '2026-10-19T07:00:00.000Z'],
    ['after clocks went back on the Sunday', '2026-10-26T08:00:00Z', '2026-10-26', '2026-10-26T08:00:00.000Z'],
  ])('%s', (_, now, date, at) => expect(slot('weekly', now)).toEqual([date, at]));

  it('is one, however long the outage', () => {
    expect(slot('weekly', '2026-12-25T10:00:00Z')[0]).toBe('2026-12-21');
    expect(slot('daily', '2026-12-25T10:00:00Z')[0]).toBe('2026-12-25');
  });
});

describe('backOff', () => {
  it('doubles, and stops growing', () => {
    expect([1, 2, 3, 9, 10, 500].map((made) => backOff(made, MINUTE, 6 * HOUR) / SECOND)).toEqual([
      60, 120, 240, 15_360, 21_600, 21_600,
    ]);
    expect(backOff(0, SECOND, DAY)).toBe(SECOND);
  });
});
