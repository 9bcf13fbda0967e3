// Days as people in London count them, YYYY-MM-DD. No I/O.

const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' });
const DAY = 24 * 3_600_000;

export const londonDay = (at: Date): string => format.format(at);

/** The day so many days before another. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - days * DAY).toISOString().slice(0, 10);
}
