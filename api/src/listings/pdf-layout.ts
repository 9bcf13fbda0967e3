// Puts a leaf's blocks in their places: every text with its box, in a tree of the tags that say what each is.
import type { AskKind } from '@exchange/contracts';
import type { Block, Leaf } from './pdf-content.ts';
import type { FontName } from './pdf-fonts.ts';
import { printable } from './pdf-fonts.ts';

/** A4 in points, and the box that text stands in. */
export const SHEET = { width: 595.28, height: 841.89, margin: 36, top: 64, bottom: 796 } as const;
const MAIN = { x: SHEET.margin, width: 336 } as const;
const ASIDE = { x: 396, width: SHEET.width - SHEET.margin - 396 } as const;

export const INK = '#16212b';
const QUIET = '#485561';
const LINE = '#d9d3c6';
const askInk: Readonly<Record<AskKind, string>> = {
  contract: '#1b4f9c',
  investment: '#8a4b00',
  research: '#6b2a86',
  peers: '#0e6b63',
};

/** A text in its box; sizes and places in points from the top left. */
export interface Piece {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
  font: FontName;
  colour: string;
  link?: string;
}
/** A tag of the PDF's structure with what it holds. */
export interface Tagged {
  tag: 'H1' | 'H2' | 'H3' | 'P' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Link' | 'Table' | 'TR' | 'TH' | 'TD';
  holds: Piece | Tagged[];
  /** What a heading cell is the heading of. */
  scope?: 'Column' | 'Row';
}
export interface Placed {
  tags: Tagged[];
  /** Where the longer column ends. */
  bottom: number;
  /** Fine lines: across the page or beside an ask. */
  lines: { x: number; y: number; width: number; height: number; colour: string }[];
}
/** How tall a text is at a width, in points. */
export type Measure = (piece: Pick<Piece, 'text' | 'width' | 'size' | 'font'>) => number;

/** A column as far as it is filled. */
interface Column {
  box: { x: number; width: number };
  /** Where the next text begins. */
  y: number;
  /** Of its plain text, in points. */
  size: number;
  measure: Measure;
  tags: Tagged[];
  lines: Placed['lines'];
}
const column = (box: Column['box'], y: number, size: number, measure: Measure): Column => {
  return { box, y, size, measure, tags: [], lines: [] };
};

/** A text at the column's present height, which it does not change. */
function pieceAt({ box, y, size, measure }: Column, text: string, at: Partial<Piece> = {}): Piece & { height: number } {
  const made = {
    text: printable(text),
    x: box.x,
    y,
    width: box.width,
    size,
    font: 'body',
    colour: INK,
    ...at,
  } as const;
  return { ...made, height: measure(made) };
}

/** Puts a text below what stands there, with so many points after it. */
function put(to: Column, tag: Tagged['tag'], text: string, at: Partial<Piece> = {}, after = 3): void {
  const { height, ...holds } = pieceAt(to, text, at);
  to.tags.push({ tag, holds });
  to.y += height + after;
}

function putList(to: Column, items: readonly Tagged[]): void {
  if (items.length > 0) to.tags.push({ tag: 'L', holds: [...items] });
  to.y += 2;
}

function putFacts(to: Column, rows: readonly { term: string; text: string }[]): void {
  const { box } = to;
  const termWidth = Math.min(84, box.width * 0.4);
  const items = rows.map(({ term, text }): Tagged => {
    const label = pieceAt(to, term, { width: termWidth - 6, colour: QUIET });
    const said = pieceAt(to, text, { x: box.x + termWidth, width: box.width - termWidth });
    to.y += Math.max(label.height, said.height) + 1.5;
    const holds: Tagged[] = [
      { tag: 'Lbl', holds: label },
      { tag: 'LBody', holds: said },
    ];
    return { tag: 'LI', holds };
  });
  putList(to, items);
}

function putItems(to: Column, entries: readonly { text: string; link?: string }[]): void {
  const { box } = to;
  const items = entries.map(({ text, link }): Tagged => {
    const dot = pieceAt(to, '•', { width: 8 });
    const linked = link === undefined ? {} : { link };
    const said = pieceAt(to, text, { x: box.x + 8, width: box.width - 8, ...linked });
    to.y += said.height + 1.5;
    const body = link === undefined ? said : [{ tag: 'Link' as const, holds: said }];
    const holds: Tagged[] = [
      { tag: 'Lbl', holds: dot },
      { tag: 'LBody', holds: body },
    ];
    return { tag: 'LI', holds };
  });
  putList(to, items);
}

/** The shares of a table's width that its columns have: a name, two figures, a word, a source. */
const shares = [0.3, 0.18, 0.18, 0.12, 0.22] as const;

function rowOf(to: Column, cells: readonly string[], isHead: boolean): Tagged {
  const { box } = to;
  let { x } = box;
  const made = cells.map((text, index) => {
    const width = box.width * (shares[index] ?? 0.2);
    const cell = pieceAt(to, text, { x, width: width - 5, ...(isHead ? { colour: QUIET } : {}) });
    x += width;
    return cell;
  });
  to.y += Math.max(...made.map(({ height }) => height)) + 2;
  to.lines.push({ x: box.x, y: to.y - 1.2, width: box.width, height: 0.5, colour: LINE });
  const holds = made.map((cell, index): Tagged => {
    if (isHead) return { tag: 'TH', holds: cell, scope: 'Column' };
    return index === 0 ? { tag: 'TH', holds: cell, scope: 'Row' } : { tag: 'TD', holds: cell };
  });
  return { tag: 'TR', holds };
}

function putTable(to: Column, { head, rows }: Extract<Block, { kind: 'table' }>): void {
  to.tags.push({ tag: 'Table', holds: [rowOf(to, head, true), ...rows.map((cells) => rowOf(to, cells, false))] });
  to.y += 3;
}

function putHeading(to: Column, { level, text, ask }: Extract<Block, { kind: 'heading' }>): void {
  to.y += level === 2 ? 5 : 2;
  const size = to.size * (level === 2 ? 1.25 : 1.08);
  put(to, `H${level}`, text, { font: 'bold', size, colour: ask === undefined ? INK : askInk[ask] }, 2);
}

function putBlock(to: Column, block: Block): void {
  if (block.kind === 'heading') putHeading(to, block);
  else if (block.kind === 'facts') putFacts(to, block.rows);
  else if (block.kind === 'list') putItems(to, block.items);
  else if (block.kind === 'table') putTable(to, block);
  else for (const text of block.text.split(/\n\s*\n/)) put(to, 'P', text, block.bold ? { font: 'bold' } : {});
}

/** Places a leaf with text of a size in points. Whether it fits is for its caller to see, by its bottom. */
export function place(leaf: Leaf, size: number, measure: Measure): Placed {
  const whole = { x: SHEET.margin, width: SHEET.width - 2 * SHEET.margin };
  const head = column(whole, SHEET.top, size, measure);
  put(head, 'H1', leaf.title, { font: 'bold', size: size * 2 }, 2);
  put(head, 'P', leaf.by, { colour: QUIET }, 4);
  if (leaf.summary !== '') put(head, 'P', leaf.summary, { size: size * 1.22 }, 6);
  const main = column(MAIN, head.y, size, measure);
  for (const block of leaf.main) putBlock(main, block);
  const aside = column(ASIDE, head.y, size, measure);
  for (const block of leaf.aside) putBlock(aside, block);
  const bottom = Math.max(main.y, aside.y);
  const top = head.y + 6;
  return {
    tags: [...head.tags, ...main.tags, ...aside.tags],
    bottom,
    lines: [...main.lines, { x: 384, y: top, width: 0.5, height: bottom - top, colour: LINE }],
  };
}
