// What is kept of the words of a search: enough to see what people look for, nothing by which to know one of them. No I/O.

const LONGEST = 80;
const MOST_WORDS = 8;

/** A whole postcode names a street: only its first half may stay. */
const POSTCODE = /\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b/;

/**
 * The words in lower case with single blanks, without punctuation. What may be about one person is not kept: anything
 * with an address, a long number or a whole postcode in it, and long texts, which were pasted rather than searched for.
 * @returns '' when nothing is kept
 */
export function wordsToKeep(q: string): string {
  const text = q.normalize('NFKC').toLowerCase();
  if (text.includes('@') || POSTCODE.test(text) || (text.match(/\d/g) ?? []).length > 4) return '';
  const words = text
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '');
  const kept = words.join(' ');
  return words.length > MOST_WORDS || kept.length > LONGEST ? '' : kept;
}
