// Counts by region as a map shows them: each region's outline, its step of five, and where it leads.
import { regions, type Region } from '@exchange/contracts';
import { count, plural } from '../format/money.ts';
import { MAP, outlines } from './outlines.ts';

const STEPS = 5;

export interface MapRegion {
  code: Region;
  name: string;
  d: string;
  count: number;
  /** 0 for none, 1–5 by its share of the most. */
  step: number;
  /** Whether the search is narrowed to it now. */
  chosen: boolean;
  /** The same search narrowed to it, or no longer. */
  href: string;
  label: string;
}
export interface MapView {
  width: number;
  height: number;
  regions: MapRegion[];
  /** Which counts each colour stands for; only steps that can occur. */
  legend: { step: number; text: string }[];
}

/** The counts that fall into a step; null when there are none, as with a most of 3. */
function boundsOf(step: number, most: number): [number, number] | null {
  const low = Math.floor(((step - 1) * most) / STEPS) + 1;
  const high = Math.floor((step * most) / STEPS);
  return low > high ? null : [low, high];
}

/** @param hrefOf where a region leads, chosen or not */
export function regionMap(
  counts: readonly { value: string; count: number }[],
  chosen: readonly string[],
  hrefOf: (code: Region, chosen: boolean) => string,
): MapView {
  const countOf = (code: Region) => counts.find(({ value }) => value === code)?.count ?? 0;
  const most = Math.max(0, ...outlines.map(({ code }) => countOf(code)));
  const stepOf = (value: number) => (value === 0 ? 0 : Math.ceil((value / most) * STEPS));
  const steps = Array.from({ length: STEPS }, (_, index) => index + 1);
  return {
    ...MAP,
    regions: outlines.map(({ code, d }) => {
      const isChosen = chosen.includes(code);
      const found = countOf(code);
      return {
        code,
        name: regions[code],
        d,
        count: found,
        step: stepOf(found),
        chosen: isChosen,
        href: hrefOf(code, isChosen),
        label: `${regions[code]}: ${plural(found, 'innovation')}${isChosen ? ', chosen' : ''}`,
      };
    }),
    legend: [
      { step: 0, text: 'None' },
      ...steps.flatMap((step) => {
        const bounds = most === 0 ? null : boundsOf(step, most);
        if (bounds === null) return [];
        const [low, high] = bounds;
        return [{ step, text: low === high ? count(low) : `${count(low)} to ${count(high)}` }];
      }),
    ],
  };
}
