// Timing, and what to make of times.

/** The middle of an odd number of values. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value that 95 in 100 do not exceed. */
export function p95Of(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
}

/** How long `work` takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export const RUNS = 3;

/**
 * Does each thing in turn, a few times over, so that a noisy moment strikes all of them; a first time does not count.
 * @returns the median of what each gave
 */
export async function inTurns(things: readonly (() => Promise<number>)[]): Promise<number[]> {
  const given = things.map(() => [] as number[]);
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [at, thing] of things.entries()) {
      const value = await thing();
      if (run > 0) given[at]?.push(value);
    }
  }
  return given.map(medianOf);
}

export const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
export const perSecond = (value: number) => `${value.toFixed(0)}/s`;
