// Working days over weekends, bank holidays and both changes of the clocks.
import { describe, expect, it } from 'vitest';
import { workingDaysBetween, dayAfterWorkingDays } from './working-days.ts';

const between = (from: string, to: string) => workingDaysBetween(new Date(from), new Date(to));

describe('workingDaysBetween', () => {
  it.each([
    ['the same day', '2026-11-23T09:00:00Z', '2026-11-23T23:59:00Z', 0],
    ['a minute over a winter midnight', '2026-11-23T23:59:30Z', '2026-11-24T00:00:30Z', 1],
    ['a minute over a summer midnight, which is 23:00 in UTC', '2026-07-14T22:59:30Z', '2026-07-14T23:00:30Z', 1],
    ['still the same summer day at 22:59 in UTC', '2026-07-14T08:00:00Z', '2026-07-14T22:59:59Z', 0],
    ['Friday to Sunday', '2026-11-20T09:00:00Z', '2026-11-22T23:00:00Z', 0],
    ['Friday to Monday', '2026-11-20T09:00:00Z', '2026-11-23T09:00:00Z', 1],
    ['the weekend the clocks go forward', '2026-03-27T17:00:00Z', '2026-03-30T08:00:00Z', 1],
    ['just before midnight of the Monday after it', '2026-03-27T17:00:00Z', '2026-03-29T22:59:00Z', 0],
    ['the weekend the clocks go back', '2026-10-23T16:00:00Z', '2026-10-26T09:00:00Z', 1],
    ['over Christmas 2026, when Boxing Day is kept on the Monday', '2026-12-24T12:00:00Z', '2026-12-29T12:00:00Z', 1],
    ['over Christmas 2027, kept on Monday and Tuesday', '2027-12-24T12:00:00Z', '2027-12-29T12:00:00Z', 1],
    ['over Easter 2026', '2026-04-02T12:00:00Z', '2026-04-07T12:00:00Z', 1],
    ['over New Year 2028, kept on Monday the third', '2027-12-31T12:00:00Z', '2028-01-04T12:00:00Z', 1],
    ['over the early May holiday', '2026-05-01T12:00:00Z', '2026-05-05T12:00:00Z', 1],
    ['over the spring holiday', '2026-05-22T12:00:00Z', '2026-05-26T12:00:00Z', 1],
    ['over the summer holiday', '2026-08-28T12:00:00Z', '2026-09-01T12:00:00Z', 1],
    ['backwards', '2026-11-24T09:00:00Z', '2026-11-20T09:00:00Z', 0],
  ])('%s', (_, from, to, days) => expect(between(from, to)).toBe(days));

  it('counts 253 in 2026 and adds up over any parting', () => {
    expect(between('2025-12-31T12:00:00Z', '2026-12-31T12:00:00Z')).toBe(253);
    for (let day = 0; day < 365; day += 7) {
      const middle = new Date(Date.UTC(2026, 0, 1, 12) + day * 86_400_000).toISOString();
      const parts = between('2025-12-31T12:00:00Z', middle) + between(middle, '2026-12-31T12:00:00Z');
      expect(parts).toBe(253);
    }
  });
});

describe('the day after so many working days', () => {
  it.each([
    // from, days, the day; by London's calendar, over weekends and bank holidays
    ['2026-11-25T09:00:00Z', 2, '2026-11-27'],
    ['2026-11-27T09:00:00Z', 1, '2026-11-30'],
    ['2026-11-28T09:00:00Z', 2, '2026-12-01'],
    ['2026-12-23T12:00:00Z', 2, '2026-12-29'],
    ['2027-03-25T12:00:00Z', 1, '2027-03-30'],
    ['2026-06-30T23:30:00Z', 1, '2026-07-02'],
    ['2026-11-25T09:00:00Z', 0, '2026-11-25'],
  ])('%s and %i', (from, days, expected) => {
    expect(dayAfterWorkingDays(new Date(from), days)).toBe(expected);
    if (days > 0) expect(workingDaysBetween(new Date(from), new Date(`${expected}T12:00:00Z`))).toBe(days);
  });
});
