// What is done again and again: made known to the queue at the start, and again should the queue have been emptied.
import type { JobQueue, Recurrence, RepeatedJob } from './queue.ts';
import { HOUR, MINUTE, SECOND } from './schedule.ts';

const every = (milliseconds: number): Recurrence => ({ every: milliseconds });
/** When the fewest are about, and no digest is due for hours. */
const atNight: Recurrence = { pattern: '15 3 * * *', tz: 'Europe/London' };

/** When each is done. The index is verified daily, by the hour at which that was first made known. */
const recurrences = (leaseSeconds: number): Readonly<Record<RepeatedJob, Recurrence>> => ({
  'outbox.sweep': every(2 * leaseSeconds * SECOND),
  'digest.compose': every(5 * MINUTE),
  'listings.tend': every(5 * MINUTE),
  'search.verify': every(24 * HOUR),
  'records.prune': atNight,
  'reports.fetch': every(5 * MINUTE),
});

/** Makes all of them known, as this version has them. */
export async function startSchedules(queue: Pick<JobQueue, 'repeat'>, leaseSeconds: number): Promise<void> {
  for (const [name, when] of Object.entries(recurrences(leaseSeconds))) await queue.repeat(name as RepeatedJob, when);
}

/** Makes those known again that the queue has forgotten. @returns their names */
export async function mendSchedules(
  queue: Pick<JobQueue, 'repeat' | 'isRepeating'>,
  leaseSeconds: number,
): Promise<RepeatedJob[]> {
  const forgotten: RepeatedJob[] = [];
  for (const [job, when] of Object.entries(recurrences(leaseSeconds))) {
    const name = job as RepeatedJob;
    if (await queue.isRepeating(name)) continue;
    await queue.repeat(name, when);
    forgotten.push(name);
  }
  return forgotten;
}

/** Looks after the schedules from time to time. @returns what stops it */
export function keepSchedules(
  queue: Pick<JobQueue, 'repeat' | 'isRepeating'>,
  leaseSeconds: number,
  onError: (error: unknown) => void,
): () => void {
  // While the queue is away that is said elsewhere, and mended at the next look.
  const timer = setInterval(() => void mendSchedules(queue, leaseSeconds).catch(onError), leaseSeconds * SECOND);
  return () => clearInterval(timer);
}
