// Runs of words that belong together, with what else may be said for each. No I/O.
import type { Synonyms } from './synonyms.ts';
import type { Word } from './words.ts';

/** Synonyms count a little less than the word that was typed. */
const SYNONYM_WEIGHT = 0.8;

/** One way of saying it: the looked-up words of which all must be found, in order when `asPhrase`. */
export interface Alternative {
  words: readonly string[];
  asPhrase: boolean;
  weight: number;
}

/** Words of a run that belong together: a synonym's words, or the parts of a hyphenated word. */
export interface Run {
  words: Word[];
  /** The words as typed, and with the hyphens left out. */
  own: Alternative[];
  /** What else is said for them. */
  synonyms: Alternative[];
}

/** @param synonyms undefined: the words as they are */
export function toRuns(words: readonly Word[], synonyms: Synonyms | undefined): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < words.length;) {
    const synonym = synonyms?.find(words.slice(at).map(({ word }) => word));
    const hyphens = words.slice(at + 1).findIndex(({ bound }) => !bound);
    const bound = 1 + (hyphens < 0 ? words.length - at - 1 : hyphens);
    const run = words.slice(at, at + Math.max(synonym?.length ?? 0, bound));
    const own = run.map(({ word }) => word);
    runs.push({
      words: run,
      own: [
        { words: own, asPhrase: bound > 1, weight: 1 },
        ...(bound > 1 ? [{ words: [own.join('')], asPhrase: false, weight: 1 }] : []),
      ],
      synonyms: (synonym?.others ?? []).map((other) => ({ words: other, asPhrase: true, weight: SYNONYM_WEIGHT })),
    });
    at += run.length;
  }
  return runs;
}
