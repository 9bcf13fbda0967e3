// What Meilisearch took for a slip: it does not say so, but the words that it marks in what it found do. No I/O.
import { replaceWords } from '../listings/query.ts';
import { correctionsOf, editsAllowed } from '../listings/typos.ts';
import { wordsIn, type Word } from '../listings/words.ts';

/** How often each word was marked in the results. */
type Marked = ReadonlyMap<string, number>;

/** Whether it was found as it is: itself, as a beginning, or (singular for plural) as what begins it. */
const isFound = (word: string, marked: Marked) =>
  [...marked.keys()].some((one) => one.startsWith(word) || (word.startsWith(one) && one.length >= word.length - 2));

/**
 * The query with its slips put right; null when there are none. A word is one when no result marks it, and results mark a word
 * that is nearly the same.
 * @param words the words of the query that were searched for
 * @param marked the texts that were marked in the results shown
 */
export function correctQuery(q: string, words: readonly Word[], marked: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const { word } of marked.flatMap(wordsIn)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const known = [...counts].map(([word, documents]) => ({ word, stem: word, documents }));
  const replaced = new Map<Word, string>();
  for (const word of words) {
    if (editsAllowed(word.word) === 0 || isFound(word.word, counts)) continue;
    const [meant] = correctionsOf(word.word, known);
    if (meant) replaced.set(word, meant.word);
  }
  return replaced.size > 0 ? replaceWords(q, replaced) : null;
}
