// The colours keep the contrasts that stand beside them, and those are enough.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Pair {
  theme: string;
  name: string;
  on: string;
  stated: number;
  needs: number;
}
type Colours = Map<string, string>;

/** WCAG 2.2, relative luminance of an sRGB colour. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function read(theme: string, block: string, into: Colours, pairs: Pair[]): void {
  for (const [, name = '', hex = '', words = ''] of block.matchAll(
    /--([\w-]+): (#[0-9a-f]{6});(?: \/\* (.*) \*\/)?/g,
  )) {
    into.set(name, hex);
    const needs = Number(/needs ([\d.]+)/.exec(words)?.[1] ?? 0);
    for (const [, on = '', stated = ''] of words.matchAll(/on ([\w-]+) ([\d.]+)/g)) {
      pairs.push({ theme, name, on, stated: Number(stated), needs });
    }
  }
}

const pairs: Pair[] = [];
const themes: Record<string, Colours> = { light: new Map(), dark: new Map() };
read('light', light, themes.light!, pairs);
read('dark', dark, themes.dark!, pairs);

describe('the tokens', () => {
  it('give the same colours in both themes', () => {
    expect([...themes.dark!.keys()].sort()).toEqual([...themes.light!.keys()].sort());
    expect(pairs.length).toBeGreaterThan(50);
  });

  it.each(pairs)('$theme: $name on $on has $stated, and needs $needs', ({ theme, name, on, stated, needs }) => {
    const colours = themes[theme]!;
    const real = contrast(colours.get(name) ?? '', colours.get(on) ?? '');
    expect(Math.floor(real * 10) / 10).toBe(stated);
    expect(real).toBeGreaterThanOrEqual(needs);
    expect(needs).toBeGreaterThanOrEqual(3);
  });
});
