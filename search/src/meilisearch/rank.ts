// The order of the best results. Meilisearch does not count how often a word stands in a listing, nor how rare it is: this does. No I/O.
import type { Synonyms } from '../listings/synonyms.ts';
import { correctionsOf } from '../listings/typos.ts';
import { searchedParts, type ListingRecord, type SearchedPart } from './record.ts';
import { stemOf } from './stems.ts';

/** How many of Meilisearch's first results are put in order anew; those after them stay as they come. */
export const HEAD = 100;

/** What a find in each part counts for. */
const WEIGHTS: Readonly<Record<SearchedPart, number>> = { title: 3, summary: 2, organisationName: 1, body: 1 };
/** BM25's measures of how soon more finds of a word say no more, and how much a long text is held to have found it by chance. */
const SATURATION = 1.2;
const LENGTH = 0.3;

/** A thing that is looked for: a word, or several that are one. */
export interface Term {
  words: readonly string[];
  /** The last word of the query may be unfinished. */
  isOpen: boolean;
  /** In how many listings it is found. */
  documents: number;
}

type Tokens = Readonly<Record<SearchedPart, string[]>>;
type Head = Pick<ListingRecord, 'id' | 'words'>;

const tokensOf = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** How often a run of words stands in a text. */
function countRuns(tokens: readonly string[], [first, ...others]: readonly ((token: string) => boolean)[]): number {
  if (!first) return 0;
  let count = 0;
  for (let at = 0; at + others.length < tokens.length; at += 1)
    if (first(tokens[at] ?? '') && others.every((is, next) => is(tokens[at + next + 1] ?? ''))) count += 1;
  return count;
}

/** What counts as finding a term, in a collection with these words: itself and its synonyms; a word that is not in it, its likeliest correction. */
function waysToFind({ words, isOpen }: Term, synonyms: Synonyms, known: ReadonlyMap<string, number>) {
  const is = (stem: string) => (token: string) => token === stem;
  const begins = (stem: string) => (token: string) => token.startsWith(stem);
  const stems = words.map(stemOf);
  const own = stems.map((stem, at) => (isOpen && at === stems.length - 1 ? begins(stem) : is(stem)));
  const others = synonyms.find(words)?.others.map((other) => other.map((word) => is(stemOf(word)))) ?? [];
  const [word = ''] = stems;
  if (stems.length > 1 || known.has(word)) return [own, ...others];
  const counted = [...known].map(([one, documents]) => ({ word: one, stem: one, documents }));
  return [
    own,
    ...others,
    ...correctionsOf(word, counted)
      .slice(0, 1)
      .map((meant) => [is(meant.word)]),
  ];
}

/**
 * Puts results in the order of BM25 over their parts (Robertson and Zaragoza 2009, BM25F): the sum over the terms of each one's
 * rarity times how often it is found, finds in a title counting most. Equal ones stay as they were.
 * @param of how many listings there are
 */
export function rank<T extends Head>(hits: readonly T[], terms: readonly Term[], synonyms: Synonyms, of: number): T[] {
  const texts = hits.map(({ words }) =>
    Object.fromEntries(searchedParts.map((part) => [part, tokensOf(words[part])])),
  ) as unknown as Tokens[];
  const known = new Map<string, number>();
  for (const tokens of texts)
    for (const token of new Set(Object.values(tokens).flat())) known.set(token, (known.get(token) ?? 0) + 1);
  const lengthOf = (tokens: Tokens) => searchedParts.reduce((sum, part) => sum + tokens[part].length, 0);
  const average = texts.reduce((sum, tokens) => sum + lengthOf(tokens), 0) / Math.max(1, texts.length);
  const looked = terms.map((term) => ({
    ways: waysToFind(term, synonyms, known),
    rarity: Math.log(1 + Math.max(0, of - term.documents + 0.5) / (term.documents + 0.5)),
  }));
  const score = (tokens: Tokens) => {
    const damping = SATURATION * (1 - LENGTH + (LENGTH * lengthOf(tokens)) / average);
    return looked.reduce((sum, { ways, rarity }) => {
      const found = searchedParts.reduce(
        (all, part) => all + WEIGHTS[part] * ways.reduce((count, way) => count + countRuns(tokens[part], way), 0),
        0,
      );
      return sum + (rarity * found) / (found + damping);
    }, 0);
  };
  return hits
    .map((hit, at) => ({ hit, at, score: score(texts[at] ?? ({} as Tokens)) }))
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .map(({ hit }) => hit);
}
