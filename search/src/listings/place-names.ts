// Recognising the name of a place: regions, local authorities and outward postcodes, with a slip forgiven where that is safe. No I/O.
import { authorityPlaces, outcodePlaces, regionPlaces, type Place } from './places.ts';
import { editsAllowed, editsBetween } from './typos.ts';
import { wordsIn } from './words.ts';

/** Longer runs of words are not tried as the name of a place. */
export const LONGEST_NAME = 6;

/** Shorter words of an authority's name are taken as they are: "sale" is no Swale, "life" no Fife. */
const SAFE_SLIP = 7;

/** Names that are everyday words too: they are places only when written with a capital. */
const everydayWords = new Set(
  'angus bath boston bury deal derby dover eden hart harrow highland hull reading rugby sale slough stirling'.split(
    ' ',
  ),
);

/** Shorter names of authorities, which no other place of the lists has. */
const shortNames: Readonly<Record<string, string>> = {
  Bath: 'E06000022',
  Hull: 'E06000010',
  'Milton Keynes': 'E06000042',
  Bristol: 'E06000023',
  Herefordshire: 'E06000019',
  Durham: 'E06000047',
  Bournemouth: 'E06000058',
  'Newcastle upon Tyne': 'E08000021',
  Edinburgh: 'S12000036',
  Glasgow: 'S12000049',
  Aberdeen: 'S12000033',
  Dundee: 'S12000042',
  Derry: 'N09000005',
};

export interface Found extends Place {
  /** What it was recognised as: only regions and postcodes are places without a word that leads to them. */
  kind: 'region' | 'authority' | 'outcode';
}

interface Name extends Found {
  words: string[];
}

const named = (kind: Found['kind'], places: readonly Place[]): Name[] =>
  places.map((place) => ({ ...place, kind, words: wordsIn(place.name).map(({ word }) => word) }));

const authorityByCode = new Map(authorityPlaces.map((place) => [place.localAuthority, place]));
const shortAuthorities = Object.entries(shortNames).flatMap(([name, gss]) => {
  const place = authorityByCode.get(gss);
  return place ? [{ ...place, name }] : [];
});

const regionNames = named('region', regionPlaces);
const authorityNames = named('authority', [...authorityPlaces, ...shortAuthorities]);
const fuzzy = [...regionNames, ...authorityNames];
// The first of two places with one name counts: regions, then authorities.
const exact = new Map(
  [...named('outcode', outcodePlaces), ...authorityNames.toReversed(), ...regionNames.toReversed()].map((name) => [
    name.words.join(' '),
    name,
  ]),
);

/** The second half of a postcode: NE8 3BA is the district NE8. */
const INWARD = /^\d[a-z]{2}$/u;

function isNear(typed: readonly string[], { words, kind }: Name): boolean {
  return (
    words.length === typed.length &&
    words.every((word, index) => {
      const given = typed[index] ?? '';
      if (given === word) return true;
      const forgiven = kind === 'region' ? editsAllowed(word) > 0 : word.length >= SAFE_SLIP && given[0] === word[0];
      return forgiven && editsBetween(given, word, 1) <= 1;
    })
  );
}

/**
 * The place of that name. A slip in each word is forgiven, unless it makes another place of it: "noth west" is North West.
 * @param words the name's words, lower case
 * @param typed the same as typed, to see its capitals
 */
export function findPlace(words: readonly string[], typed: string): Found | undefined {
  const [first = '', second = ''] = words;
  const name = words.length === 2 && INWARD.test(second) && /\d/u.test(first) ? first : words.join(' ');
  const known = exact.get(name);
  if (known) return everydayWords.has(name) && !isCapitalised(typed) ? undefined : known;
  const near = fuzzy.filter((one) => isNear(words, one) && !everydayWords.has(one.words.join(' ')));
  const places = new Set(near.map(({ region, localAuthority = '' }) => `${region}${localAuthority}`));
  return places.size === 1 ? near[0] : undefined;
}

const isCapitalised = (typed: string) => /^\p{Lu}\p{Ll}/u.test(typed);
