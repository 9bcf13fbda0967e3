// What Meilisearch stores of a listing: the document as it is, and beside it what only its filters need. No I/O.
import { isDeepStrictEqual } from 'node:util';
import { askKinds, type AskKind } from '@exchange/contracts';
import type { ListingDocument } from '../listings/document.ts';
import { bandsOf, namedAuthorities, organisationValue } from '../listings/facets.ts';
import { toStemsInPlace } from './stems.ts';

/** Kinds of ask that have money. */
export const moneyKinds = ['contract', 'investment', 'research'] as const satisfies AskKind[];

const kindsOfAsk = Object.keys(askKinds) as AskKind[];
/** The name of a choice of kinds of ask; none chosen is all of them. */
export const amountsOf = (kinds: readonly AskKind[]): string =>
  kindsOfAsk.filter((kind) => kinds.length === 0 || kinds.includes(kind)).join('_');
/** Every choice of one kind of ask or more. */
const choicesOfKinds = Array.from({ length: 2 ** kindsOfAsk.length - 1 }, (_, n) =>
  kindsOfAsk.filter((_kind, bit) => ((n + 1) >> bit) & 1),
);

/** The parts that are searched, in order of weight. */
export const searchedParts = ['title', 'summary', 'organisationName', 'body'] as const;
export type SearchedPart = (typeof searchedParts)[number];

export interface ListingRecord extends ListingDocument {
  /** The texts' stems, with blanks for commas and the like, over which Meilisearch finds no phrase. Every letter keeps its place. */
  words: Record<SearchedPart, string>;
  filters: {
    asks: AskKind[];
    /** Local authorities that count for this listing alone. */
    authorities: string[];
    /** As the facet shows it: see `organisationValue`. */
    organisation: string;
    /** Its level and all below, so that "at least" is a value. */
    evidence: number[];
    /** Whole pounds, by kind of ask. */
    min: Partial<Record<AskKind, number>>;
    max: Partial<Record<AskKind, number>>;
    /** For each choice of kinds of ask (`amountsOf`), the bands that the money of those reaches into. */
    amounts: Record<string, string[]>;
  };
}

export function toRecord(document: ListingDocument): ListingRecord {
  const byKind = (side: 'min' | 'max') => Object.fromEntries(document.asks.map((ask) => [ask.kind, ask[side]]));
  const words = searchedParts.map((part) => [part, toStemsInPlace(document[part].replaceAll(/[,;:()/]/gu, ' '))]);
  return {
    ...document,
    words: Object.fromEntries(words) as ListingRecord['words'],
    filters: {
      asks: document.asks.map(({ kind }) => kind),
      authorities: namedAuthorities(document),
      organisation: organisationValue(document),
      evidence: Array.from({ length: document.evidenceLevel + 1 }, (_, level) => level),
      min: byKind('min'),
      max: byKind('max'),
      amounts: Object.fromEntries(choicesOfKinds.map((kinds) => [amountsOf(kinds), bandsOf(document.asks, kinds)])),
    },
  };
}

/** Whether this version would store the document just so: one that another version stored is as good as missing. */
export function isCurrent(record: ListingRecord): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(toRecord(fromRecord(record)))), record);
}

/** The document as it was given. */
export function fromRecord({ filters: _filters, words: _words, ...document }: ListingRecord): ListingDocument {
  return document;
}
