// Words, addresses and numbers that no other test has.
import { randomInt } from 'node:crypto';

const consonants = 'bdfgklmnprtvz';
const vowels = 'aeiou';
const oneOf = (letters: string) => letters.charAt(randomInt(letters.length));

/** A word of ten letters that stands nowhere else, and that no stemmer shortens. */
export const aWord = (): string => Array.from({ length: 5 }, () => oneOf(consonants) + oneOf(vowels)).join('');

/** The word with its sixth letter left out, as people mistype. */
export const misspelt = (word: string): string => word.slice(0, 5) + word.slice(6);

export const anAddress = (who: string): string => `${who}.${aWord()}@example.org`;

/** A charity number of England and Wales in the right form. */
export const aCharityNumber = (): string => String(randomInt(2_000_000, 9_999_999));

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
