// When things happen: pauses between attempts, and the hours at which digests are due. No clock is read here.
import type { Frequency } from '@exchange/contracts';

/** In milliseconds. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A pause that doubles from `first` with each attempt made (1, 2, …) and stops growing at `most`; milliseconds. */
export function backOff(attemptsMade: number, first: number, most: number): number {
  return Math.min(most, first * 2 ** Math.min(Math.max(attemptsMade, 1) - 1, 30));
}

export type DigestFrequency = Extract<Frequency, 'daily' | 'weekly'>;

/** A digest's hour: its date in London names it, and it is composed once. */
export interface Slot {
  frequency: DigestFrequency;
  /** YYYY-MM-DD. */
  date: string;
  at: Date;
}

/** Digests go out at eight in the morning, weekly ones on Mondays, by the clock on a London wall. */
const DIGEST_HOUR = 8;
const MONDAY = 1;

const londonClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** What a London clock shows at `instant`, as if it were UTC: for arithmetic on dates and hours. */
function londonWall(instant: Date): Date {
  const part = Object.fromEntries(londonClock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

/** The instant at which a London clock shows `hour` on the day of `wall`. At 08:00 there is one and only one, all year. */
function atLondonHour(wall: Date, hour: number): Date {
  const guess = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate(), hour));
  // London is 0 or 60 minutes ahead of UTC.
  return new Date(guess.getTime() - (londonWall(guess).getTime() - guess.getTime()));
}

/**
 * The newest slot at or before `now`. After an outage of days it is still one slot: what was missed comes in one mail.
 */
export function lastSlot(frequency: DigestFrequency, now: Date): Slot {
  const wall = londonWall(now);
  const back = (days: number) => wall.setUTCDate(wall.getUTCDate() - days);
  if (wall.getUTCHours() < DIGEST_HOUR) back(1);
  if (frequency === 'weekly') back((wall.getUTCDay() - MONDAY + 7) % 7);
  return { frequency, date: wall.toISOString().slice(0, 10), at: atLondonHour(wall, DIGEST_HOUR) };
}
