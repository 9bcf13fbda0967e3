// Dates as people say them, in London's time. The formatters are made once: making one costs more than a card.
const zone = { timeZone: 'Europe/London' } as const;
const dayFormat = new Intl.DateTimeFormat('en-GB', { ...zone, day: 'numeric', month: 'long', year: 'numeric' });
const monthFormat = new Intl.DateTimeFormat('en-GB', { ...zone, month: 'long', year: 'numeric' });
const momentFormat = new Intl.DateTimeFormat('en-GB', {
  ...zone,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
});
const numbers = new Intl.DateTimeFormat('en-CA', { ...zone, year: 'numeric', month: '2-digit', day: '2-digit' });
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
const DAY_MS = 86_400_000;

/** "4 March 2026", of an instant. */
export const day = (instant: string): string => dayFormat.format(new Date(instant));

/** "4 March 2026 at 2:05 pm", of an instant. */
export const moment = (instant: string): string =>
  momentFormat.format(new Date(instant)).replace(',', ' at').replace(' at at', ' at');

/** The number of midnights in London between two instants. */
function daysBetween(from: Date, to: Date): number {
  return Math.round((Date.parse(numbers.format(to)) - Date.parse(numbers.format(from))) / DAY_MS);
}

/** "today", "yesterday", "3 days ago", "2 months ago"; beyond a year, the date. */
export function ago(instant: string, now: Date = new Date()): string {
  const days = daysBetween(new Date(instant), now);
  if (days < 14) return relative.format(-Math.max(days, 0), 'day');
  if (days < 60) return relative.format(-Math.round(days / 7), 'week');
  if (days < 365) return relative.format(-Math.round(days / 30.4), 'month');
  return `on ${day(instant)}`;
}

/** "January 2005" or "31 January 2005", of a listing's `startedOn`. */
export function startedOn(value: string): string {
  const isMonth = value.length === 7;
  const date = new Date(`${isMonth ? `${value}-01` : value}T12:00:00Z`);
  return isMonth ? monthFormat.format(date) : dayFormat.format(date);
}
