// Slips of the keyboard: how far two words are apart, and which known word was most likely meant. No I/O.

/**
 * Edits between two words: a letter added, left out, changed, or two neighbours swapped (optimal string alignment).
 * @returns the number of edits, or `most + 1` when there are more than `most`
 */
export function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let twoBefore: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let edits = Math.min(changed, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (twoBefore[j - 2] ?? 0) + 1);
      row.push(edits);
      least = Math.min(least, edits);
    }
    if (least > most) return most + 1;
    twoBefore = before;
    before = row;
  }
  return Math.min(before[b.length] ?? 0, most + 1);
}

/** How many edits a word of this length may be off: none below 3 letters or with a number in it, one below 7, else two. */
export function editsAllowed(word: string): 0 | 1 | 2 {
  if (word.length < 3 || /\p{N}/u.test(word)) return 0;
  return word.length < 7 ? 1 : 2;
}

export interface KnownWord {
  word: string;
  stem: string;
  /** In how many documents it stands. */
  documents: number;
}

export interface Correction extends KnownWord {
  edits: number;
}

/** A bit for each letter a–z, for what is cheap to compare: one edit changes at most two bits. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (const letter of word) {
    const index = letter.charCodeAt(0) - 97;
    if (index >= 0 && index < 26) letters |= 1 << index;
  }
  return letters;
}

/** An edit weighs as much as a word being twenty times as frequent; a first letter is seldom wrong. */
const EDIT_WEIGHT = 3;
const FIRST_LETTER_WEIGHT = 1;

/** The known words within the allowed edits, the likeliest first. */
export function correctionsOf(
  typed: string,
  known: readonly KnownWord[],
  most: number = editsAllowed(typed),
): Correction[] {
  const likely = ({ word, documents, edits }: Correction) =>
    Math.log(1 + documents) - EDIT_WEIGHT * edits + (word[0] === typed[0] ? FIRST_LETTER_WEIGHT : 0);
  return known
    .map((entry) => ({ ...entry, edits: editsBetween(typed, entry.word, most) }))
    .filter(({ edits }) => edits > 0 && edits <= most)
    .sort((a, b) => likely(b) - likely(a) || (a.word < b.word ? -1 : 1));
}
