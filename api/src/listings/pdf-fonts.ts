// The font of PDFs and pictures, whole and from files: they look the same on every machine. What it has no shapes for is said.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fontkit from 'fontkit';

const fileOf = (path: string) =>
  readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/atkinson-hyperlegible-next/${path}`)));

/** Atkinson Hyperlegible Next, as TrueType. */
export const fontFiles = {
  body: fileOf('400Regular/AtkinsonHyperlegibleNext_400Regular.ttf'),
  bold: fileOf('700Bold/AtkinsonHyperlegibleNext_700Bold.ttf'),
} as const;
export type FontName = keyof typeof fontFiles;

const open = (file: Buffer): fontkit.Font => {
  const font = fontkit.create(file);
  if ('fonts' in font) throw new Error('a collection of fonts is not expected here');
  return font;
};
export const fonts: Readonly<Record<FontName, fontkit.Font>> = {
  body: open(fontFiles.body),
  bold: open(fontFiles.bold),
};

/** Stands for letters that the font has no shapes for. */
export const LEFT_OUT = '[…]';

const letters = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });
const hasShape = (code: number) => fonts.body.hasGlyphForCodePoint(code) && fonts.bold.hasGlyphForCodePoint(code);
/** Joiners, marks of direction and other characters that are not seen. */
const unseen = /[\p{Cf}\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu;

/** A word longer than a line may be parted: finding out letter by letter where takes the square of its length. */
const hyphenated = (word: string): string => (word.match(/.{1,30}/g) ?? []).join('\u00ad');

/**
 * The text as it can be set: composed letters, plain spaces, and LEFT_OUT for each run of what has no shape (emoji, other scripts).
 * Line breaks stay.
 */
export function printable(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ');
  let set = '';
  let isLeftOut = false;
  for (const { segment } of letters.segment(plain)) {
    const shown = segment === '\n' ? segment : segment.replace(unseen, '');
    const isSet = shown === '\n' || Array.from(shown).every((letter) => hasShape(letter.codePointAt(0) ?? 0));
    if (isSet) {
      // A space between two runs of another script is part of what is left out.
      set += shown;
      isLeftOut = isLeftOut && (shown === ' ' || shown === '');
    } else if (!isLeftOut) {
      set += LEFT_OUT;
      isLeftOut = true;
    }
  }
  return set
    .replace(/ +\n/g, '\n')
    .replace(/ {2,}/g, ' ')
    .replace(/\S{61,}/g, hyphenated)
    .trim();
}

const sentences = new Intl.Segmenter('en-GB', { granularity: 'sentence' });

/** The text if it is short enough; else its first whole sentences, or its first words, with an ellipsis. */
export function cutAt(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of sentences.segment(text.slice(0, most * 2))) {
    if ((kept + segment).trimEnd().length > most) break;
    kept += segment;
  }
  if (kept.trim() !== '') return `${kept.trimEnd()} …`;
  const words = text.slice(0, most);
  const end = words.lastIndexOf(' ');
  return `${(end > most / 2 ? words.slice(0, end) : words).replace(/[\s,;:–-]+$/, '')} …`;
}
