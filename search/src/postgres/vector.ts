// The search vector of a document: its stems with their places and weights, written as PostgreSQL reads a tsvector. No I/O.
import type { ListingDocument } from '../listings/document.ts';
import { indexedWords, type PlacedWord } from '../listings/words.ts';

/** Lengths of words are small numbers, so a text is long before its places run out (PostgreSQL counts to 16,383). */
const LAST_PLACE = 16_383;
/** Between two parts, so that no phrase is found across them. */
const GAP = 10;

const parts = [
  ['title', 'A'],
  ['summary', 'B'],
  ['organisationName', 'C'],
  ['body', 'D'],
] as const;

/** A document's texts cut into words, in the order of their weights. */
export type PlacedParts = readonly (readonly PlacedWord[])[];

export const cutIntoWords = (document: ListingDocument): PlacedParts =>
  parts.map(([part]) => indexedWords(document[part]));

/** The different words of a document. */
export function wordsOf(placed: PlacedParts): Set<string> {
  const words = new Set<string>();
  for (const part of placed) for (const { word } of part) words.add(word);
  return words;
}

/** A stem as a quoted lexeme; stems are letters and digits only, and the quotes keep it so for a reader of this line. */
export function lexeme(stem: string): string {
  return `'${stem.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
}

/** Stands for a stem in the title, so that "is it in the title" is answered by the index alone. */
export const inTitle = (stem: string) => `=${stem}`;

export interface Vector {
  text: string;
  /** Words in all, stop words among them. */
  length: number;
}

/** @param stemOf the stem of each word; stop words have none and are not found */
export function toVector(placed: PlacedParts, stemOf: ReadonlyMap<string, string>): Vector {
  const placesOf = new Map<string, string[]>();
  let offset = 0;
  let length = 0;
  for (const [index, [part, weight]] of parts.entries()) {
    const words = placed[index] ?? [];
    for (const { word, place } of words) {
      const stem = stemOf.get(word);
      if (stem === undefined) continue;
      const places = placesOf.get(stem) ?? [];
      if (places.length === 0) placesOf.set(stem, places);
      places.push(`${String(Math.min(offset + place, LAST_PLACE))}${weight}`);
      if (part === 'title') placesOf.set(inTitle(stem), []);
    }
    const last = words.at(-1)?.place ?? 0;
    length += last;
    offset += last + GAP;
  }
  const text = [...placesOf]
    .map(([stem, places]) => (places.length > 0 ? `${lexeme(stem)}:${places.join(',')}` : lexeme(stem)))
    .join(' ');
  return { text, length };
}
