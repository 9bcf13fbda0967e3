// Day and time by London's clock, over both changes of it.
import { describe, expect, it } from 'vitest';
import { fromLondon, toLondon } from './schedule.ts';

describe('fromLondon', () => {
  it.each([
    ['in winter', '2027-01-15T09:30', '2027-01-15T09:30:00.000Z'],
    ['in summer', '2027-07-15T09:30', '2027-07-15T08:30:00.000Z'],
    ['just before clocks go forward', '2027-03-28T00:59', '2027-03-28T00:59:00.000Z'],
    ['in the hour that is left out', '2027-03-28T01:30', '2027-03-28T01:30:00.000Z'],
    ['just after it', '2027-03-28T02:00', '2027-03-28T01:00:00.000Z'],
    ['in the hour that comes twice', '2027-10-31T01:30', '2027-10-31T00:30:00.000Z'],
    ['after it', '2027-10-31T02:00', '2027-10-31T02:00:00.000Z'],
  ])('%s', (_, typed, instant) => expect(fromLondon(typed)).toBe(instant));

  it.each(['', 'tomorrow', '2027-01-15', '2027-13-01T09:30', '2027-01-15T09'])('refuses “%s”', (typed) =>
    expect(fromLondon(typed)).toBeUndefined(),
  );

  it('and back', () => {
    for (let hour = 0; hour < 24 * 400; hour += 5) {
      const instant = new Date(Date.UTC(2027, 0, 1) + hour * 3_600_000).toISOString();
      const shown = toLondon(instant);
      expect(toLondon(fromLondon(shown) ?? '')).toBe(shown);
    }
  });
});
