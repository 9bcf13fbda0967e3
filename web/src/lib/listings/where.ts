// Where a listing works, in words and as the address of its map.
import { regions, type Listing, type Reference, type Region } from '@exchange/contracts';
import { labelIn } from '../api/reference.ts';
import { listInWords } from '../format/money.ts';

export interface WhereView {
  now: string;
  /** The local authorities it names. */
  authorities: string;
  could: string;
  /** The map's address and what it shows in words; null when nothing has been said. */
  map: { src: string; alt: string } | null;
}
/** How much of a region a listing works in: all of it, or only local authorities it names there. */
export interface Places {
  all: readonly Region[];
  part: readonly Region[];
  could: readonly Region[];
}

const inOrder = (codes: Iterable<Region>): Region[] => {
  const chosen = new Set(codes);
  return (Object.keys(regions) as Region[]).filter((code) => chosen.has(code));
};

/** A region whose local authorities are named is meant in those only; one that could be worked in is not worked in now. */
export function placesOf(listing: Listing, reference: Reference): Places {
  if (listing.national) return { all: inOrder(Object.keys(regions) as Region[]), part: [], could: [] };
  const named = new Set(listing.localAuthorities);
  const part = inOrder(reference.localAuthorities.filter(({ code }) => named.has(code)).map(({ region }) => region));
  const all = inOrder(listing.regions.filter((code) => !part.includes(code)));
  return { all, part, could: inOrder(listing.couldWorkIn.filter((code) => ![...all, ...part].includes(code))) };
}

const names = (codes: readonly Region[]) => listInWords(codes.map((code) => regions[code]));

function mapOf(places: Places): WhereView['map'] {
  const said = Object.entries(places).filter(([, codes]: [string, readonly Region[]]) => codes.length > 0);
  if (said.length === 0) return null;
  const query = said.map(([key, codes]: [string, readonly Region[]]) => `${key}=${codes.join('.')}`).join('&');
  const { all, part, could } = places;
  const parts = [
    all.length === 12 ? 'works in all twelve regions and nations' : all.length > 0 && `works in ${names(all)}`,
    part.length > 0 && `works in part of ${names(part)}`,
    could.length > 0 && `could also work in ${names(could)}`,
  ].filter((text) => text !== false);
  return { src: `/regions.svg?${query}`, alt: `Map of the United Kingdom: ${parts.join('; ')}.` };
}

export function whereView(listing: Listing, reference: Reference): WhereView {
  return {
    now: listing.national ? 'All of the UK' : names(listing.regions),
    authorities: listInWords(listing.localAuthorities.map((code) => labelIn(reference.localAuthorities, code))),
    could: names(listing.couldWorkIn),
    map: mapOf(placesOf(listing, reference)),
  };
}
