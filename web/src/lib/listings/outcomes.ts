// Outcomes as plain bars: our figure beside that of existing provision, in one scale for the pair.
import type { Listing } from '@exchange/contracts';
import { count, inUnit, isShare } from '../format/money.ts';

export interface OutcomeView {
  name: string;
  unit: string | null;
  bars: {
    label: string;
    text: string;
    /** 0–100, of the longer of the two, or of the whole hundred. */ share: number;
    ours: boolean;
  }[];
  /** "27% lower than existing provision"; null without a comparison. */
  difference: string | null;
  /** Which way is good, where they said; null otherwise. */
  better: string | null;
  source: string | null;
}

function differenceOf(ours: number, existing: number | null): string | null {
  if (existing === null || existing <= 0 || ours < 0 || ours === existing) return null;
  const share = Math.round((Math.abs(ours - existing) / existing) * 100);
  if (share === 0) return null;
  return `${count(share)}% ${ours < existing ? 'lower' : 'higher'} than what exists`;
}

export function outcomeView(outcome: Listing['outcomes'][number]): OutcomeView {
  const unit = outcome.unit ?? null;
  const existing = outcome.existing ?? null;
  const whole = isShare(unit) ? 100 : Number.EPSILON;
  const longest = Math.max(Math.abs(outcome.ours), Math.abs(existing ?? 0), whole);
  const bar = (label: string, figure: number, ours: boolean) => ({
    label,
    text: inUnit(figure, unit),
    share: Math.round((Math.max(figure, 0) / longest) * 1000) / 10,
    ours,
  });
  return {
    name: outcome.name,
    unit,
    bars: [
      bar('This innovation', outcome.ours, true),
      ...(existing === null ? [] : [bar('What exists', existing, false)]),
    ],
    difference: differenceOf(outcome.ours, existing),
    better: outcome.better == null ? null : `${outcome.better === 'lower' ? 'Lower' : 'Higher'} is better.`,
    source: outcome.source || null,
  };
}
