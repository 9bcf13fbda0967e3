// How an organisation's own acts move the weights of its interest: a little, within bounds, and never a gate. Pure rules; the reading of
// what was done stands in feedback.ts.
import { LEAST_TUNING, MOST_TUNING, tunedSignals, type Tuning, type TunedSignal } from '@exchange/contracts';

/**
 * A dismissal that says a signal was wanting makes it count for more, so that those who are stronger in it come first; shortlisting a
 * match in spite of it makes it count for less. Not tuned are the kind of ask, the stage, the type and the words: whoever passes
 * the gates meets those in full, and no weight could tell one from another.
 */
export const signalOfReason: Readonly<Record<string, TunedSignal>> = {
  wrong_amount: 'money',
  wrong_service: 'serviceArea',
  wrong_area: 'place',
  too_little_evidence: 'evidence',
};
export const signalOfNearMiss: Readonly<Record<string, TunedSignal>> = {
  amount_partly: 'money',
  amount_not_stated: 'money',
  could_work_in_region: 'place',
  evidence_not_reviewed: 'evidence',
};
/** Hundredths that each act moves a weight by. */
const STEP = 10;

/** How often each signal was found wanting, and how often it did not matter. */
export type SignalCounts = Readonly<Record<TunedSignal, { wanting: number; forgiven: number }>>;
/** Acts that are no longer counted, since somebody set the weights back. */
export type Discounted = Readonly<Partial<Record<TunedSignal, number>>>;

/** Acts that count for a signal: positive when it was found wanting more often than forgiven. */
export const actsOf = (counts: SignalCounts, signal: TunedSignal): number =>
  counts[signal].wanting - counts[signal].forgiven;

/** Weights in hundredths of what they are for all, 50–150; null when all are as for all. */
export function tuningOf(counts: SignalCounts, discounted: Discounted): Tuning | null {
  const entries = tunedSignals.map((signal) => {
    const moved = 100 + STEP * (actsOf(counts, signal) - (discounted[signal] ?? 0));
    return [signal, Math.min(MOST_TUNING, Math.max(LEAST_TUNING, moved))] as const;
  });
  if (entries.every(([, hundredths]) => hundredths === 100)) return null;
  return Object.fromEntries(entries) as Tuning;
}
