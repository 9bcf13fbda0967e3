// Answers that take as long whether or not there was something to do, so that the time tells nothing.
import { setTimeout } from 'node:timers/promises';

/**
 * Does some work and gives its result no sooner than after `milliseconds`, which is to be well above what the work takes: asking for
 * a new password writes and commits for a known address, and does neither for an unknown one.
 */
export async function takingAtLeast<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.all([work(), setTimeout(milliseconds)]);
  return result;
}
