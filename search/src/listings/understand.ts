// Reading a place out of the words: "low vision in the North East" means low vision, filtered by a region. No I/O.
import { Region, type ListingQuery } from '@exchange/contracts';
import { regionPlaces, type Place } from './places.ts';
import { editsAllowed, editsBetween } from './typos.ts';
import { wordsIn, type Word } from './words.ts';

export interface Understood {
  /** What is left to look for. */
  words: string;
  region?: string;
  localAuthority?: string;
}

/** Longer runs of words at the end are not tried as the name of a place. */
const LONGEST_NAME = 6;

interface Names {
  /** By their words with single blanks. */
  exact: ReadonlyMap<string, Place>;
  all: readonly { words: string[]; place: Place }[];
}

const remembered = new WeakMap<readonly Place[], Names>();

function namesOf(places: readonly Place[]): Names {
  const known = remembered.get(places);
  if (known) return known;
  const all = places.map((place) => ({ words: wordsIn(place.name).map(({ word }) => word), place }));
  // The first of two places with one name counts.
  const exact = new Map([...all].reverse().map(({ words, place }) => [words.join(' '), place]));
  const names = { exact, all };
  remembered.set(places, names);
  return names;
}

/** A slip in each word is forgiven, unless it makes another place of it: "noth west" is North West. */
function findPlace(words: readonly string[], names: Names): Place | undefined {
  const exact = names.exact.get(words.join(' '));
  if (exact) return exact;
  const near = names.all.filter(
    (name) =>
      name.words.length === words.length &&
      name.words.every((word, index) => {
        const typed = words[index] ?? '';
        return typed === word || (editsAllowed(word) > 0 && editsBetween(typed, word, 1) <= 1);
      }),
  );
  const regions = new Set(near.map(({ place }) => place.region));
  return regions.size === 1 ? near[0]?.place : undefined;
}

/**
 * Finds a place at the end of a query, after "in" or "in the", or as the whole of it.
 * @param places the places it may be, those that count first being first
 * @returns the words without it, and its codes; the whole query as words when there is none
 */
export function understand(q: string, places: readonly Place[]): Understood {
  const words = wordsIn(q);
  const names = namesOf(places);
  for (let from = Math.max(0, words.length - LONGEST_NAME); from < words.length; from += 1) {
    const place = findPlace(
      words.slice(from).map(({ word }) => word),
      names,
    );
    const rest = place && wordsBefore(q, words, from);
    if (place && rest !== undefined)
      return {
        words: rest,
        region: place.region,
        ...(place.localAuthority ? { localAuthority: place.localAuthority } : {}),
      };
  }
  return { words: q };
}

/** What stands before "in [the]" and the place; empty when the place is all there is; undefined when no "in" leads to it. */
function wordsBefore(q: string, words: readonly Word[], from: number): string | undefined {
  const at = (index: number) => words[index]?.word;
  const preposition = words[at(from - 1) === 'the' ? from - 2 : from - 1];
  if (preposition?.word === 'in' && !preposition.bound && !q.slice(preposition.start).includes('"'))
    return q.slice(0, preposition.start).trim();
  return from === 0 || (from === 1 && at(0) === 'the') ? '' : undefined;
}

/**
 * What a search makes of its query for now: "X in [the] REGION" is X, filtered by the region. Regions given as filters win over
 * the one in the words, which then only leaves them; a query that is nothing but a place is looked for as words.
 */
export function understandQuery(query: ListingQuery): { query: ListingQuery; region: Region | undefined } {
  const { words, region } = understand(query.q ?? '', regionPlaces);
  const known = Region.safeParse(region);
  if (!known.success || words === '') return { query, region: undefined };
  return {
    query: { ...query, q: words, region: query.region.length > 0 ? query.region : [known.data] },
    region: known.data,
  };
}
