// Random listings and interests from a seed, as varied as people's own, for the property test and the bench.
import {
  askKinds,
  beneficiaryGroups,
  Criteria,
  innovationTypes,
  regions,
  stages,
  type Ask,
  type AskKind,
  type KeywordBook,
  type ListingContent,
  type ReadKeywords,
} from '@exchange/contracts';

/** Gives the next number, 0 ≤ x < 1. */
export type Rng = () => number;

/** The generator "mulberry32" (Tommy Ettinger, public domain): the same seed gives the same numbers. */
export function rngFrom(seed: number): Rng {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The codes to draw from that stand in tables. */
export interface Codes {
  serviceAreas: readonly string[];
  localAuthorities: readonly string[];
}

const int = (rng: Rng, below: number) => Math.floor(rng() * below);
const chance = (rng: Rng, probability: number) => rng() < probability;
const codesOf = <T extends string>(list: Readonly<Record<T, string>>) => Object.keys(list) as T[];

function one<T>(rng: Rng, from: readonly T[]): T {
  const item = from[int(rng, from.length)];
  if (item === undefined) throw new Error('there is nothing to choose from');
  return item;
}
/** `least` to `most` of a list, none twice. */
function some<T>(rng: Rng, from: readonly T[], least: number, most: number): T[] {
  const count = least + int(rng, most - least + 1);
  return [...new Set(Array.from({ length: count }, () => one(rng, from)))];
}

/** Words that no two share a stem of, so that a plain look for whole words tells what full-text search should find. */
export const vocabulary = ['minibus', 'café', 'garden', 'choir', 'magnifier', 'apprentice', 'allotment', 'wheelchair'];

/** What else is said for some of them, and for nothing besides. */
export const saidFor: Readonly<Partial<Record<string, string>>> = {
  minibus: 'community bus',
  choir: 'singing group',
  allotment: 'vegetable plot',
};
const sayings = [...vocabulary, ...Object.values(saidFor).filter((words) => words !== undefined)];

/** Reads single words with these synonyms: small enough to be seen through by who holds matching against loops. */
export const readSmall: ReadKeywords = (q) => ({
  wanted: q
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const other = saidFor[word];
      const synonyms = other === undefined ? [] : [{ words: other, shown: other }];
      return { asked: word, own: [{ words: word, asPhrase: false }], synonyms };
    }),
  phrases: [],
  excluded: [],
});
export const smallBook: KeywordBook = { version: 'small', withPairs: () => readSmall };

const amount = (rng: Rng) => Math.round(10 ** (3 + rng() * 3.5)) * 10;
function range(rng: Rng): { min: number | null; max: number | null } {
  const [low, high] = [amount(rng), amount(rng)].sort((a, b) => a - b) as [number, number];
  return { min: chance(rng, 0.85) ? low : null, max: chance(rng, 0.85) ? high : null };
}

function randomAsk(rng: Rng, kind: AskKind): Ask {
  const { min, max } = range(rng);
  if (kind === 'contract') return { kind, valueMin: min, valueMax: max, routes: ['direct'], regions: [] };
  if (kind === 'investment') return { kind, amountMin: min, amountMax: max, instruments: ['grant'] };
  if (kind === 'research') return { kind, budgetMin: min, budgetMax: max, designs: ['qualitative'] };
  return { kind, topic: 'how others do it' };
}

/** What a listing of the generator is made of beside its content. */
export interface RandomListing {
  content: ListingContent;
  reviewedEvidenceLevel: number | null;
}

export function randomListing(rng: Rng, codes: Codes): RandomListing {
  const national = chance(rng, 0.1);
  return {
    content: {
      title: `A ${one(rng, sayings)} for everybody`,
      summary: 'It helps people where they live.',
      problem: chance(rng, 0.5) ? `Many have no ${one(rng, sayings)}.` : null,
      howItWorks: 'Volunteers come and stay in touch. '.repeat(1 + int(rng, 20)),
      innovationType: chance(rng, 0.9) ? one(rng, codesOf(innovationTypes)) : null,
      stage: chance(rng, 0.9) ? one(rng, codesOf(stages)) : null,
      serviceAreas: some(rng, codes.serviceAreas, 0, 4),
      beneficiaries: some(rng, codesOf(beneficiaryGroups), 0, 5),
      national,
      regions: national && chance(rng, 0.5) ? [] : some(rng, codesOf(regions), 0, 3),
      localAuthorities: chance(rng, 0.4) ? some(rng, codes.localAuthorities, 1, 4) : [],
      couldWorkIn: some(rng, codesOf(regions), 0, 3),
      evidenceLevel: int(rng, 6),
      asks: some(rng, codesOf(askKinds), 0, 3).map((kind) => randomAsk(rng, kind)),
    },
    reviewedEvidenceLevel: chance(rng, 0.3) ? int(rng, 6) : null,
  };
}

/** @param organisations ids to name and to exclude from among */
export function randomCriteria(rng: Rng, codes: Codes, organisations: readonly string[]): Criteria {
  const maybe = <T>(probability: number, make: () => T): T | undefined =>
    chance(rng, probability) ? make() : undefined;
  return Criteria.parse({
    asks: maybe(0.6, () => some(rng, codesOf(askKinds), 1, 3)),
    serviceAreas: maybe(0.7, () => some(rng, codes.serviceAreas, 1, 5)),
    regions: maybe(0.5, () => some(rng, codesOf(regions), 1, 4)),
    localAuthorities: maybe(0.2, () => some(rng, codes.localAuthorities, 1, 12)),
    stages: maybe(0.4, () => some(rng, codesOf(stages), 1, 3)),
    innovationTypes: maybe(0.2, () => some(rng, codesOf(innovationTypes), 1, 3)),
    beneficiaries: maybe(0.3, () => some(rng, codesOf(beneficiaryGroups), 1, 6)),
    minEvidence: maybe(0.4, () => int(rng, 4)),
    reviewedEvidenceOnly: chance(rng, 0.1),
    verifiedOnly: chance(rng, 0.2),
    investment: maybe(0.4, () => range(rng)),
    contract: maybe(0.3, () => range(rng)),
    research: maybe(0.2, () => range(rng)),
    q: maybe(0.15, () => one(rng, vocabulary)),
    organisations: organisations.length > 0 ? maybe(0.1, () => some(rng, organisations, 1, 3)) : undefined,
    exclude: {
      serviceAreas: maybe(0.15, () => some(rng, codes.serviceAreas, 1, 3)),
      organisations: organisations.length > 0 ? maybe(0.1, () => some(rng, organisations, 1, 2)) : undefined,
      q: maybe(0.1, () => one(rng, vocabulary)),
    },
  });
}
