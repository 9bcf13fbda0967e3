// The picture of a listing for where its address is shared: 1200 × 630, drawn from outlines of letters, so that it looks the same
// on every machine, whatever fonts that has.
import { askKinds, moneyOf, type Ask, type AskKind, type Listing } from '@exchange/contracts';
import { poundsRange } from '@exchange/contracts/figures';
import sharp from 'sharp';
import { fonts, printable, type FontName } from './pdf-fonts.ts';

export const PICTURE = { width: 1200, height: 630 } as const;
const EDGE = 72;
const WIDTH = PICTURE.width - 2 * EDGE;
const colours = { paper: '#fbf8f2', ink: '#16212b', quiet: '#485561', brand: '#0b4f4a', sun: '#f2b63c' } as const;
const askColours: Readonly<Record<AskKind, { ink: string; soft: string }>> = {
  contract: { ink: '#1b4f9c', soft: '#e6eef9' },
  investment: { ink: '#8a4b00', soft: '#fcefd9' },
  research: { ink: '#6b2a86', soft: '#f3e8f7' },
  peers: { ink: '#0e6b63', soft: '#e3f0ec' },
};

/** How wide a text is, in pixels. */
export function widthOf(text: string, font: FontName, size: number): number {
  return (fonts[font].layout(text).advanceWidth * size) / fonts[font].unitsPerEm;
}

/** The outlines of a text whose base line begins at a point. */
function outline(text: string, at: { x: number; y: number; size: number; font: FontName; colour: string }): string {
  const font = fonts[at.font];
  const scale = at.size / font.unitsPerEm;
  const { glyphs, positions } = font.layout(text);
  let x = at.x;
  const paths = glyphs.map((glyph, index) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
    const d = glyph.path
      .scale(scale, -scale)
      .translate(x + xOffset * scale, at.y - yOffset * scale)
      .toSVG();
    x += xAdvance * scale;
    return d;
  });
  return `<path fill="${at.colour}" d="${paths.join('')}"/>`;
}

/** Parts a word that is wider than a line. */
function partsOf(word: string, fits: (text: string) => boolean): string[] {
  const parts: string[] = [];
  let part = '';
  for (const letter of word) {
    if (part !== '' && !fits(part + letter)) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part];
}

/** Breaks a text into lines that are no wider than so many pixels. */
export function wrap(text: string, font: FontName, size: number, width: number): string[] {
  const fits = (line: string) => widthOf(line, font, size) <= width;
  const words = text.split(/\s+/).flatMap((word) => (fits(word) ? [word] : partsOf(word, fits)));
  const lines: string[] = [];
  for (const word of words) {
    const longer = [lines.at(-1) ?? '', word].join(' ').trim();
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The largest size at which a title takes four lines or fewer; a title has at most 100 letters. */
function titleLines(title: string): { lines: string[]; size: number } {
  for (const size of [76, 68, 60, 52]) {
    const lines = wrap(title, 'bold', size, WIDTH);
    if (lines.length * size <= 3 * 76) return { lines, size };
  }
  return { lines: wrap(title, 'bold', 48, WIDTH).slice(0, 5), size: 48 };
}

/** "Investment £50,000–£120,000". */
function askLabel(ask: Ask): string {
  const { min, max } = moneyOf(ask);
  return [askKinds[ask.kind], poundsRange(min, max, '–')].filter((part) => part !== null).join(' ');
}

/** The asks as tags in a row; without their money when that would be too wide. */
function asksRow(asks: readonly Ask[], y: number): string {
  const size = 27;
  const pad = 18;
  const wide = (labels: readonly string[]) =>
    labels.reduce((sum, label) => sum + widthOf(label, 'bold', size) + 2 * pad + 14, 0);
  const whole = asks.map(askLabel);
  const labels = wide(whole) <= WIDTH ? whole : asks.map(({ kind }) => askKinds[kind]);
  let x = EDGE;
  return asks
    .map(({ kind }, index) => {
      const label = labels[index] ?? '';
      const width = widthOf(label, 'bold', size) + 2 * pad;
      const { ink, soft } = askColours[kind];
      const tag = `<rect x="${x}" y="${y}" width="${width}" height="52" rx="10" fill="${soft}"/>`;
      const text = outline(label, { x: x + pad, y: y + 36, size, font: 'bold', colour: ink });
      x += width + 14;
      return tag + text;
    })
    .join('');
}

function pictureSvg(listing: Listing): string {
  const { lines, size } = titleLines(printable(listing.title ?? 'No title yet').replaceAll('\u00ad', ''));
  const title = lines.map((line, index) =>
    outline(line, { x: EDGE, y: 228 + index * size * 1.12, size, font: 'bold', colour: colours.ink }),
  );
  const below = 228 + (lines.length - 1) * size * 1.12 + 62;
  const [by = '', ...rest] = wrap(printable(`By ${listing.organisation.name}`), 'body', 32, WIDTH - 40);
  const name = rest.length === 0 ? by : `${by} …`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE.width}" height="${PICTURE.height}">`,
    `<rect width="100%" height="100%" fill="${colours.paper}"/>`,
    `<rect width="100%" height="112" fill="${colours.brand}"/>`,
    `<g fill="none" stroke-width="7"><circle cx="${EDGE + 20}" cy="56" r="19" stroke="${colours.sun}"/>`,
    `<circle cx="${EDGE + 46}" cy="56" r="19" stroke="#ffffff"/></g>`,
    outline('Innovation Exchange', { x: EDGE + 84, y: 68, size: 36, font: 'bold', colour: '#ffffff' }),
    ...title,
    outline(name, { x: EDGE, y: below, size: 32, font: 'body', colour: colours.quiet }),
    asksRow(listing.asks, 532),
    '</svg>',
  ].join('');
}

/** @returns a PNG of 1200 × 630, the same for the same listing */
export async function listingPicture(listing: Listing): Promise<Buffer> {
  return sharp(Buffer.from(pictureSvg(listing)))
    .png({ palette: true, colours: 64 })
    .toBuffer();
}
