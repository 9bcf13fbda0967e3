// S2: how long the mix of searches takes, on the engine and on the textbook layout in turn.
import type { ListingQuery } from '@exchange/contracts';
import { medianOf, p95Of, RUNS, timed } from '../figures.ts';

export interface Figures {
  p50: number;
  p95: number;
}

const figuresOf = (times: readonly number[]): Figures => ({ p50: medianOf(times), p95: p95Of(times) });

/** Asks each question both ways in turn, so that a noisy moment strikes both; the median of three runs after a warm-up. */
export async function timeInTurn(
  questions: readonly ListingQuery[],
  ways: readonly ((question: ListingQuery) => Promise<unknown>)[],
): Promise<Figures[]> {
  const runs: Figures[][] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const times = ways.map(() => [] as number[]);
    for (const question of questions)
      for (const [way, ask] of ways.entries()) times[way]?.push(await timed(() => ask(question)));
    if (run > 0) runs.push(times.map(figuresOf));
  }
  const middle = (way: number, pick: (one: Figures) => number) =>
    medianOf(runs.flatMap((run) => run[way] ?? []).map(pick));
  return ways.map((_, way) => ({ p50: middle(way, ({ p50 }) => p50), p95: middle(way, ({ p95 }) => p95) }));
}
