// What is done again and again: made known to the queue at the start, and again should the queue have been emptied.
import type { JobQueue, RepeatedJob } from './queue.ts';
import { HOUR, MINUTE, SECOND } from './schedule.ts';

/** How often each is done, in milliseconds. The index is verified daily, by the hour at which that was first made known. */
export const intervals = (leaseSeconds: number): Readonly<Record<RepeatedJob, number>> => ({
  'outbox.sweep': 2 * leaseSeconds * SECOND,
  'digest.compose': 5 * MINUTE,
  'listings.tend': 5 * MINUTE,
  'search.verify': 24 * HOUR,
});

/** Makes all of them known, as this version has them. */
export async function startSchedules(queue: Pick<JobQueue, 'repeat'>, leaseSeconds: number): Promise<void> {
  for (const [name, everyMs] of Object.entries(intervals(leaseSeconds)))
    await queue.repeat(name as RepeatedJob, everyMs);
}

/** Makes those known again that the queue has forgotten. @returns their names */
export async function mendSchedules(
  queue: Pick<JobQueue, 'repeat' | 'isRepeating'>,
  leaseSeconds: number,
): Promise<RepeatedJob[]> {
  const forgotten: RepeatedJob[] = [];
  for (const [job, everyMs] of Object.entries(intervals(leaseSeconds))) {
    const name = job as RepeatedJob;
    if (await queue.isRepeating(name)) continue;
    await queue.repeat(name, everyMs);
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
