// Where places lie: local authorities and postcode districts by region, read once from the files beside this one.
import { readFileSync } from 'node:fs';
import { regions } from '@exchange/contracts';

export interface Place {
  name: string;
  /** An ITL1 code, for example TLC. */
  region: string;
  /** For a local authority: its GSS code. */
  localAuthority?: string;
}

/** Names people use beside the official ones. */
const otherNames: Readonly<Record<string, string>> = {
  'Yorkshire and Humber': 'TLE',
  'Yorkshire and Humberside': 'TLE',
  'Yorkshire & The Humber': 'TLE',
  Yorkshire: 'TLE',
  'East Anglia': 'TLH',
  'Greater London': 'TLI',
  'North East England': 'TLC',
  'North West England': 'TLD',
  'South East England': 'TLJ',
  'South West England': 'TLK',
  Cymru: 'TLL',
};

/** The twelve regions and nations, by official and other names. */
export const regionPlaces: readonly Place[] = [
  ...Object.entries(regions).map(([region, name]) => ({ name, region })),
  ...Object.entries(otherNames).map(([name, region]) => ({ name, region })),
];

function rowsOf(file: string): string[][] {
  const text = readFileSync(new URL(`./places/${file}`, import.meta.url), 'utf8');
  // A quoted name may hold a comma: "Bristol, City of".
  return text
    .trim()
    .split(/\r?\n/u)
    .slice(1)
    .map((line) => [...line.matchAll(/"([^"]*)"|([^,]+)/gu)].map((cell) => cell[1] ?? cell[2] ?? ''));
}

/** Local authorities with their GSS codes. */
export const authorityPlaces: readonly Place[] = rowsOf('local-authorities.csv').flatMap(([gss, name, region]) =>
  gss && name && region ? [{ name, region, localAuthority: gss }] : [],
);

/** Postcode districts, for example NE8. */
export const outcodePlaces: readonly Place[] = rowsOf('outcodes.csv').flatMap(([name, region]) =>
  name && region ? [{ name, region }] : [],
);

const regionOfAuthority = new Map(authorityPlaces.map(({ localAuthority, region }) => [localAuthority, region]));

/** The region in which a local authority lies; undefined when there is no such authority. */
export function authorityRegion(gss: string): string | undefined {
  return regionOfAuthority.get(gss);
}
