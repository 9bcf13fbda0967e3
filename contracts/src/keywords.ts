// Key words of an interest, taken apart: what search makes of them, and the database looks for. Types only.
import type { SynonymPair } from './searches.ts';

/** One way of saying a key word: words with blanks between, in lower case. */
export interface KeywordWay {
  words: string;
  /** They must stand in this order, next to each other; else all of them must be there, anywhere. */
  asPhrase: boolean;
}

/** What is said for a key word beside its own words, as a phrase. */
export interface KeywordSynonym {
  words: string;
  /** For people to read: an acronym in capitals, what staff added as they wrote it. */
  shown: string;
}

/** One thing that is looked for: there when any of its ways or synonyms is. */
export interface Keyword {
  /** As it was typed. */
  asked: string;
  own: KeywordWay[];
  synonyms: KeywordSynonym[];
}

/** A listing has them when it has each of `wanted`, each of `phrases`, and none of `excluded`; words that say nothing ("the") do not count. */
export interface Keywords {
  wanted: Keyword[];
  /** What stood in quotes, word for word. */
  phrases: string[];
  /** What stood behind a minus, word for word. */
  excluded: string[];
}

/** Takes apart what somebody typed. Any text will do. */
export type ReadKeywords = (q: string) => Keywords;

/** How key words are read. */
export interface KeywordBook {
  /** Another one whenever the lists of synonyms, or the way of reading, are other than before. */
  version: string;
  /** With the synonyms of the lists, and these pairs of staff. */
  withPairs: (pairs: readonly SynonymPair[]) => ReadKeywords;
}
