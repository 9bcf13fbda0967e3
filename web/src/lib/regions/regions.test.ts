// The map of regions: whole, small, and in words what it is in colour.
import { regions } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { regionMap } from './map.ts';
import { MAP, outlines, simplify } from './outlines.ts';

describe('the outlines', () => {
  it('are those of all twelve regions, inside their box and light enough for a page', () => {
    expect(outlines.map(({ code }) => code)).toEqual(Object.keys(regions));
    const numbers = outlines.flatMap(({ d }) => (d.match(/\d+/g) ?? []).map(Number));
    expect(Math.max(...numbers)).toBeLessThanOrEqual(MAP.height);
    expect(outlines.every(({ d }) => /^M\d[\d LMZ]+Z$/.test(d))).toBe(true);
    expect(outlines.reduce((sum, { d }) => sum + d.length, 0)).toBeLessThan(30_000);
  });

  it('lie where they should: Scotland above London, Wales left of it', () => {
    const middle = (code: string) => {
      const pairs = [...(outlines.find((one) => one.code === code)?.d ?? '').matchAll(/(\d+) (\d+)/g)];
      const mean = (at: 1 | 2) => pairs.reduce((sum, pair) => sum + Number(pair[at]), 0) / pairs.length;
      return { x: mean(1), y: mean(2) };
    };
    expect(middle('TLM').y).toBeLessThan(middle('TLI').y);
    expect(middle('TLL').x).toBeLessThan(middle('TLI').x);
  });

  it('leave out islets and points that fall together', () => {
    expect(simplify('M0.1,0.2L0.3,0.1L10,0L10,10Z M50,50L50.6,50L50.6,50.6Z')).toBe('M0 0L10 0L10 10Z');
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
