// What will be mailed about an interest and when, in one sentence with the date of the next mail. London time.
import type { Frequency } from '@exchange/contracts';
import { frequencies } from '../format/words.ts';

/** Daily and weekly mail goes out at this hour; weekly on Mondays. */
const HOUR = 8;
const DAY_MS = 86_400_000;
const zone = { timeZone: 'Europe/London' } as const;
const dayFormat = new Intl.DateTimeFormat('en-GB', { ...zone, weekday: 'long', day: 'numeric', month: 'long' });
const clock = new Intl.DateTimeFormat('en-GB', { ...zone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' });

/** "Monday 30 November", the day of the next daily or weekly mail. */
export function nextMailDay(frequency: 'daily' | 'weekly', now: Date): string {
  // A day that is 23 or 25 hours long still has its midday: steps of a day from there meet each day once.
  for (let days = 0; ; days += 1) {
    const at = new Date(now.getTime() + days * DAY_MS);
    const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
    const isStillTime = days > 0 || Number(parts.hour) < HOUR;
    if (isStillTime && (frequency === 'daily' || parts.weekday === 'Mon')) return dayFormat.format(at);
  }
}

/** What a person is mailed, and for mail at set times when next. */
export function mailSentence(frequency: Frequency, now: Date = new Date()): string {
  const { sentence } = frequencies[frequency];
  return frequency === 'daily' || frequency === 'weekly'
    ? `${sentence} The next comes on ${nextMailDay(frequency, now)} at 8 in the morning.`
    : sentence;
}
