// Working days by London's calendar: Monday to Friday without the bank holidays of England. No clock is read here.
const DAY = 86_400_000;
const londonDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day a London calendar shows at `instant`, as a count of days; the hour and the change of clocks play no part. */
const dayNumber = (instant: Date): number => Date.parse(londonDay.format(instant)) / DAY;
const numberOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / DAY;
/** 0 Sunday … 6 Saturday. The first of January 1970 was a Thursday. */
const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** Easter Sunday by the Gregorian rule (Meeus, Jones and Butcher). */
function easter(year: number): number {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const at = h + l - 7 * m + 114;
  return numberOf(year, Math.floor(at / 31), (at % 31) + 1);
}

const firstMonday = (year: number, month: number): number => {
  const first = numberOf(year, month, 1);
  return first + ((8 - weekday(first)) % 7);
};

/** A holiday that falls on a weekend is kept on the next day that is neither that nor kept already. */
function keep(days: number[], wanted: number): void {
  let day = wanted;
  while (weekday(day) === 0 || weekday(day) === 6 || days.includes(day)) day += 1;
  days.push(day);
}

/**
 * The bank holidays of England and Wales in a year (Banking and Financial Dealings Act 1971, and custom), as counts of days.
 * Those proclaimed for one year only, for a coronation or a funeral, are not among them.
 */
function holidays(year: number): number[] {
  const days: number[] = [];
  keep(days, numberOf(year, 1, 1));
  days.push(easter(year) - 2, easter(year) + 1, firstMonday(year, 5));
  // The last Mondays of May and August.
  days.push(firstMonday(year, 6) - 7, firstMonday(year, 9) - 7);
  const christmas = numberOf(year, 12, 25);
  keep(days, christmas);
  keep(days, christmas + 1);
  return days;
}

const known = new Map<number, Set<number>>();
function isWorking(day: number): boolean {
  if (weekday(day) === 0 || weekday(day) === 6) return false;
  const year = new Date(day * DAY).getUTCFullYear();
  const found = known.get(year) ?? new Set(holidays(year));
  known.set(year, found);
  return !found.has(day);
}

/** Whether it is a working day in London at `instant`. */
export const isWorkingDay = (instant: Date): boolean => isWorking(dayNumber(instant));

/** How long the exchange team means to take over a review, in working days. */
export const REVIEW_TARGET = 2;

/** How many working days have begun in London since the day of `from`: 0 on the day itself, and 0 when `to` lies before. */
export function workingDaysBetween(from: Date, to: Date): number {
  const last = dayNumber(to);
  let count = 0;
  for (let day = dayNumber(from) + 1; day <= last; day += 1) if (isWorking(day)) count += 1;
  return count;
}

/**
 * The last day of `days` working days in London that begin after the day of `from`, as YYYY-MM-DD; on Friday one working day is
 * Monday's.
 */
export function dayAfterWorkingDays(from: Date, days: number): string {
  let day = dayNumber(from);
  for (let left = days; left > 0;) {
    day += 1;
    if (isWorking(day)) left -= 1;
  }
  return new Date(day * DAY).toISOString().slice(0, 10);
}
