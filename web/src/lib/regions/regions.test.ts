// The map of regions: whole, small, and in words what it is in colour.
import { regions } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { regionMap } from './map.ts';
import { MAP, outlines, simplify } from './outlines.ts';

/** The points of a path of steps. */
function pointsOf(d: string): [number, number][] {
  return d.split('M').flatMap((ring) => {
    const numbers = (ring.match(/-?\d+/g) ?? []).map(Number);
    let [x, y] = [0, 0];
    return Array.from({ length: numbers.length / 2 }, (_, index): [number, number] => {
      [x, y] = [x + (numbers[2 * index] ?? 0), y + (numbers[2 * index + 1] ?? 0)];
      return [x, y];
    });
  });
}

/** The box around a region. */
function boxOf(code: string) {
  const points = pointsOf(outlines.find((one) => one.code === code)?.d ?? '');
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { left, right, top, bottom, width: right - left, height: bottom - top };
}

describe('the outlines', () => {
  it('are those of all twelve regions, inside their box and light enough for a page', () => {
    expect(outlines.map(({ code }) => code)).toEqual(Object.keys(regions));
    for (const [x, y] of outlines.flatMap(({ d }) => pointsOf(d))) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(MAP.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(MAP.height);
    }
    expect(outlines.every(({ d }) => /^M\d[-\d lMz]+z$/.test(d))).toBe(true);
    expect(outlines.reduce((sum, { d }) => sum + d.length, 0)).toBeLessThan(30_000);
  });

  it('are each a part of the map, and lie where they should', () => {
    for (const code of Object.keys(regions)) expect(boxOf(code).width, code).toBeLessThan(0.6 * MAP.width);
    expect(boxOf('TLM').bottom).toBeLessThan(boxOf('TLI').top);
    expect(boxOf('TLL').right).toBeLessThan(boxOf('TLI').left);
    expect(boxOf('TLN').right).toBeLessThan(boxOf('TLC').left);
    expect(boxOf('TLI').width).toBeLessThan(boxOf('TLJ').width);
  });

  it('leave out islets and points that fall together', () => {
    expect(simplify('M0.1,0.2L0.3,0.1L10,0L10,10L9,9Z M50,50L50.6,50L50.6,50.6Z')).toBe('M0 0l10 0 0 10 -1-1z');
  });
});

describe('the map', () => {
  const hrefOf = (code: string, chosen: boolean) => `${chosen ? '-' : '+'}${code}`;

  it('says in words what its colours say', () => {
    const map = regionMap(
      [
        { value: 'TLC', count: 12 },
        { value: 'TLI', count: 3 },
      ],
      ['TLC'],
      hrefOf,
    );
    const region = (code: string) => map.regions.find((one) => one.code === code);
    expect(region('TLC')).toMatchObject({
      step: 5,
      chosen: true,
      href: '-TLC',
      label: 'North East: 12 innovations, chosen',
    });
    expect(region('TLI')).toMatchObject({ step: 2, href: '+TLI', label: 'London: 3 innovations' });
    expect(region('TLM')).toMatchObject({ step: 0, count: 0 });
    expect(map.legend.map(({ text }) => text)).toEqual(['None', '1 to 2', '3 to 4', '5 to 7', '8 to 9', '10 to 12']);
  });

  it('shows only colours that can occur', () => {
    expect(regionMap([], [], hrefOf).legend).toEqual([{ step: 0, text: 'None' }]);
    const few = regionMap(
      [
        { value: 'TLC', count: 2 },
        { value: 'TLI', count: 1 },
      ],
      [],
      hrefOf,
    );
    expect(few.legend.map(({ text }) => text)).toEqual(['None', '1', '2']);
    const steps = few.regions.filter(({ count }) => count > 0).map(({ step }) => step);
    expect(few.legend.map(({ step }) => step)).toEqual(expect.arrayContaining(steps));
  });
});
