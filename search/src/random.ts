// Random listings with a fixed seed, for property tests and benchmarks.
import { beneficiaryGroups, innovationTypes, regions, stages, type AskKind } from '@exchange/contracts';
import { aDocument } from './fixtures.ts';
import type { ListingDocument } from './listings/document.ts';

export interface Random {
  /** From 0 up to, not including, 1. */
  next: () => number;
  /** A whole number from `low` to `high`, both included. */
  whole: (low: number, high: number) => number;
  chance: (share: number) => boolean;
  pick: <T>(from: readonly T[]) => T;
  /** Between `least` and `most` different ones. */
  several: <T>(from: readonly T[], least: number, most: number) => T[];
}

/** A generator that gives the same numbers for the same seed (mulberry32). */
export function randomly(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(from: readonly T[]): T => from[whole(0, from.length - 1)] as T;
  return {
    next,
    whole,
    chance: (share) => next() < share,
    pick,
    several: (from, least, most) => [...new Set(Array.from({ length: whole(least, most) }, () => pick(from)))],
  };
}

const COMMON = [
  ...'people community support service help young older children families health care work training advice local project'.split(
    ' ',
  ),
  ...'volunteers transport homes school learning skills carers wellbeing group centre mental housing employment prison sight'.split(
    ' ',
  ),
];
const VOCABULARY = 20_000;

/** Word number `rank` of a made-up language whose first words are ours: w7, w12 and so on from there. */
const wordAt = (rank: number) => COMMON[rank] ?? `w${String(rank)}`;

/** Words as frequent as in real texts: the nth about 1/n as often as the first (Zipf). */
export function textOf(random: Random, length: number): string {
  return Array.from({ length }, () => wordAt(Math.floor(VOCABULARY ** random.next()) - 1)).join(' ');
}

const areas = {
  correctional_services: ['offender_learning', 'resettlement'],
  employment_services: ['pathways_style_support'],
  children_education_training: ['parenting_support', 'extended_schools', 'positive_activities'],
  health_social_care: ['low_vision', 'audiology', 'community_equipment'],
  other_local_services: ['community_transport', 'waste_and_reuse'],
};
const areaCodes = Object.entries(areas).flatMap(([first, seconds]) => [
  first,
  ...seconds.map((second) => `${first}.${second}`),
]);
/** Local authorities and the regions they lie in. */
const authorities: readonly (readonly [string, string])[] = [
  ['E08000037', 'TLC'],
  ['E08000021', 'TLC'],
  ['E09000001', 'TLI'],
  ['W06000015', 'TLL'],
];

function ask(random: Random, kind: AskKind) {
  if (kind === 'peers') return { kind };
  const min = random.whole(0, 400) * 1000;
  return {
    kind,
    min: random.chance(0.8) ? min : null,
    max: random.chance(0.8) ? min + random.whole(0, 400) * 1000 : null,
  };
}

/** @param bodyWords how many words a text has on average */
export function randomListing(random: Random, bodyWords = 60): ListingDocument {
  const national = random.chance(0.1);
  const named = random.several(Object.keys(regions), 1, 3);
  const within = random.chance(0.3) ? random.several(authorities, 1, 2) : [];
  const around = within.map(([, region]) => region);
  const codes = random.several(areaCodes, 1, 4);
  const kinds: AskKind[] = random.chance(0.9)
    ? random.several(['contract', 'investment', 'research', 'peers'], 1, 3)
    : [];
  const document = aDocument({
    title: textOf(random, random.whole(3, 8)),
    summary: textOf(random, random.whole(10, 40)),
    organisationName: `${textOf(random, 2)} trust`,
    body: textOf(random, random.whole(bodyWords / 2, bodyWords * 1.5)),
    asks: kinds.map((kind) => ask(random, kind)),
    serviceAreas: [...new Set(codes.flatMap((code) => [code.split('.')[0] ?? code, code]))],
    stage: random.chance(0.9) ? random.pick(Object.keys(stages)) : null,
    innovationType: random.chance(0.8) ? random.pick(Object.keys(innovationTypes)) : null,
    national,
    regions: [...new Set([...named, ...around])],
    localAuthorities: within.map(([gss]) => gss),
    ...(national ? {} : { wholeRegions: named.filter((region) => !around.includes(region)) }),
    beneficiaries: random.several(Object.keys(beneficiaryGroups), 1, 4),
    evidenceLevel: random.whole(0, 5),
    verified: random.chance(0.3),
  });
  return national
    ? document
    : { ...document, card: { ...document.card, regions: named as typeof document.card.regions } };
}

export function randomListings(count: number, random: Random, bodyWords?: number): ListingDocument[] {
  return Array.from({ length: count }, () => randomListing(random, bodyWords));
}
