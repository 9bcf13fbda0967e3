// Stems, which Meilisearch does not make: plurals lose their endings in texts, queries and synonyms alike. No I/O.

/** -ies and the -y that it stands for, and -s; not the ends of "gas", "access", "this", "status" and "news". */
const ENDING = /(?<=\p{L}{3})(?:[iI][eE][sS]|(?<![aeiouAEIOU])[yY]|(?<![siuSIU]|[nN]ew)[sS])$/u;
const WORD = /\p{L}{4,}/gu;

/** "services" and "service" are one, and "charities" and "charity". */
export const stemOf = (word: string): string => word.replace(ENDING, '');

/** A text with each word's stem in its place. */
export const toStems = (text: string): string => text.replaceAll(WORD, stemOf);

/** The same, with blanks for what was taken away: every letter keeps its place. */
export const toStemsInPlace = (text: string): string =>
  text.replaceAll(WORD, (word) => stemOf(word).padEnd(word.length, ' '));

/** Synonyms as they are typed and, for queries of stems, by their stems; what is looked for is stems. */
export function synonymStems(all: Readonly<Record<string, string[]>>): Record<string, string[]> {
  const stems = new Map<string, string[]>();
  for (const [typed, others] of Object.entries(all))
    for (const key of new Set([typed, toStems(typed)]))
      stems.set(key, [...new Set([...(stems.get(key) ?? []), ...others.map(toStems)])]);
  return Object.fromEntries(stems);
}
