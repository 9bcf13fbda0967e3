// Reading filters out of the words: "low vision pilots in the North East" is low vision, filtered by a stage and a region. No I/O.
import {
  type AskKind,
  LocalAuthority,
  Region,
  type Stage,
  type ListingQuery,
  type Understood,
  type UnderstoodPart,
} from '@exchange/contracts';
import { findAsk, findStage, type End, type Phrase } from './phrases.ts';
import { findPlace, LONGEST_NAME, type Found } from './place-names.ts';
import { wordsIn, type Word } from './words.ts';

/** A stretch of the typed text, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

export interface Reading {
  /** What is left to look for: a stretch of the text, since filters are read at its beginning and end only. */
  words: Span;
  place?: Found;
  stage?: Stage;
  ask?: AskKind;
  /** Where each was read. */
  spans: Partial<Record<UnderstoodPart, Span>>;
}

/** Words that lead to a place, and those after which a name is part of something else: "Bank of Scotland". */
const leading = new Set(['in', 'across', 'near', 'around', 'within', 'throughout']);
const binding = new Set(['of', 'and', 'or', 'the', 'for', 'from', 'to', 'with']);

/** How many words at the end of these are a place with what leads to it. */
function placeAtEnd(q: string, words: readonly Word[]): { place: Found; length: number } | undefined {
  const at = (index: number) => words[index]?.word ?? '';
  for (let from = Math.max(0, words.length - LONGEST_NAME); from < words.length; from += 1) {
    const name = words.slice(from);
    const place = findPlace(
      name.map(({ word }) => word),
      q.slice(name[0]?.start),
    );
    if (!place || name[0]?.bound) continue;
    const article = at(from - 1) === 'the' ? 1 : 0;
    const preposition = words[from - 1 - article];
    if (preposition && leading.has(preposition.word) && !preposition.bound)
      return { place, length: words.length - from + article + 1 };
    const isAlone = from - article === 0;
    // An authority alone is looked for as a word: those who name it come first, which no filter does.
    if (isAlone && place.kind !== 'authority') return { place, length: words.length };
    const standsApart = article === 0 && from > 0 && !binding.has(at(from - 1));
    if (standsApart && (place.kind === 'outcode' || (place.kind === 'region' && isCertain(place, name))))
      return { place, length: words.length - from };
  }
  return undefined;
}

/** Behind other words a region is meant when its name is right: "carers Scotland", but not "carers scottland". */
function isCertain({ name }: Found, typed: readonly Word[]): boolean {
  const words = wordsIn(name).map(({ word }) => word);
  return words.length === typed.length && words.every((word, index) => typed[index]?.word === word);
}

/** Whether a stretch may be read: nothing in it is in quotes, bound by a hyphen, or excluded with a minus. */
function isPlain(q: string, { start, end }: Span, next: Word | undefined): boolean {
  const quotesBefore = q.slice(0, start).split('"').length - 1;
  return quotesBefore % 2 === 0 && !q.slice(start, end).includes('"') && q[start - 1] !== '-' && !next?.bound;
}

type Part = [UnderstoodPart, (words: readonly Word[], end: End) => Phrase<unknown> | undefined];

/**
 * Reads a place at the end of a query ("in [the] X", a region's name, an outward postcode, or a region as the whole of it), and
 * a stage and an ask at its beginning or end. What stands elsewhere, in quotes or behind a minus stays a word.
 * @param asWords parts that are not to be read
 */
export function understand(q: string, asWords: readonly UnderstoodPart[] = []): Reading {
  const reading: Reading = { words: { start: 0, end: q.length }, spans: {} };
  let words = wordsIn(q);
  const texts = (some: readonly Word[]) => some.map(({ word }) => word);
  const parts: Part[] = [
    [
      'place',
      (some, end) => {
        const found = end === 'last' ? placeAtEnd(q, some) : undefined;
        return found && { value: found.place, length: found.length };
      },
    ],
    ['ask', (some, end) => findAsk(texts(some), end)],
    ['stage', (some, end) => findStage(texts(some), end)],
  ];
  const take = (part: UnderstoodPart, { value, length }: Phrase<unknown>, end: End): boolean => {
    const run = end === 'last' ? words.slice(-length) : words.slice(0, length);
    const span = { start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 };
    if (!isPlain(q, span, end === 'first' ? words[length] : undefined)) return false;
    words = end === 'last' ? words.slice(0, -length) : words.slice(length);
    Object.assign(reading, { [part]: value });
    reading.spans[part] = span;
    return true;
  };
  const step = () =>
    (['last', 'first'] as const).some((end) =>
      parts.some(([part, find]) => {
        if (asWords.includes(part) || reading.spans[part]) return false;
        const found = find(words, end);
        return found !== undefined && take(part, found, end);
      }),
    );
  while (words.length > 0 && step());
  if (Object.keys(reading.spans).length > 0) reading.words = rest(q, reading.spans);
  return reading;
}

/** What is between the stretches read at the beginning and those at the end. */
function rest(q: string, spans: Reading['spans']): Span {
  const read = Object.values(spans).sort((a, b) => a.start - b.start);
  let start = 0;
  let end = q.length;
  for (const span of read) if (wordsIn(q.slice(start, span.start)).length === 0) start = span.end;
  for (const span of read.reverse())
    if (wordsIn(q.slice(span.end, end)).length === 0 && span.end > start) end = span.start;
  const text = q.slice(start, Math.max(start, end));
  const blanks = text.length - text.trimStart().length;
  return { start: start + blanks, end: start + blanks + text.trim().length };
}

export interface UnderstoodQuery {
  /** What is searched for. */
  query: ListingQuery;
  /** The filters that were read, whether or not a chosen one stands in their place. */
  filters: Partial<Pick<ListingQuery, 'region' | 'localAuthority' | 'stage' | 'ask'>>;
  /** For the page; undefined when nothing was read. */
  understood: Understood | undefined;
  /** Where in the typed text the words are that are searched for. */
  words: Span;
}

/**
 * What a search makes of its query. A filter that was chosen wins over one in the words, which then only leaves them.
 */
export function understandQuery(query: ListingQuery): UnderstoodQuery {
  const { q = '' } = query;
  const reading = query.exact ? understand('') : understand(q, query.asWords);
  if (Object.keys(reading.spans).length === 0)
    return { query, filters: {}, understood: undefined, words: { start: 0, end: q.length } };
  const { stage, ask, place } = reading;
  const words = q.slice(reading.words.start, reading.words.end);
  const authority = LocalAuthority.safeParse(place?.localAuthority).data;
  const region = authority === undefined ? Region.safeParse(place?.region).data : undefined;
  const filters: UnderstoodQuery['filters'] = {
    ...(region ? { region: [region] } : {}),
    ...(authority ? { localAuthority: [authority] } : {}),
    ...(stage ? { stage: [stage] } : {}),
    ...(ask ? { ask: [ask] } : {}),
  };
  const isPlaceChosen = query.region.length + query.localAuthority.length > 0;
  return {
    query: {
      ...query,
      q: words === '' ? undefined : words,
      region: isPlaceChosen ? query.region : (filters.region ?? []),
      localAuthority: isPlaceChosen ? query.localAuthority : (filters.localAuthority ?? []),
      stage: query.stage.length > 0 ? query.stage : (filters.stage ?? []),
      ask: query.ask.length > 0 ? query.ask : (filters.ask ?? []),
    },
    filters,
    understood: {
      words,
      ...(region ? { region } : {}),
      ...(authority ? { localAuthority: authority } : {}),
      ...(stage ? { stage } : {}),
      ...(ask ? { ask } : {}),
    },
    words: reading.words,
  };
}
