// Brute force, to hold searches against: the rules of the filters one listing at a time, and random queries to ask.
import {
  amountBands,
  facetNames,
  ListingQuery,
  regions,
  stages,
  type FacetName,
  type Facets,
  type ListingFilters,
} from '@exchange/contracts';
import type { Pool } from 'pg';
import type { ListingDocument } from '../listings/document.ts';
import { facetValues, gateOf, namedAuthorities, type Gate } from '../listings/facets.ts';
import { authorityRegion } from '../listings/places.ts';
import { understandQuery } from '../listings/understand.ts';
import type { ListingIndex } from '../port.ts';
import type { Random } from '../random.ts';
import { openCodeBook } from './codes.ts';
import { toWordSet } from './set.ts';
import { openSynonymBook } from './synonyms.ts';
import { toTerms } from './terms.ts';

type Filters = Partial<ListingFilters>;

const anyOf = (chosen: readonly string[] | undefined, held: readonly (string | null)[]) =>
  !chosen || chosen.length === 0 || chosen.some((value) => held.includes(value));

/** The rules of `ListingFilters`, one listing at a time. */
const passes: Record<Gate, (filters: Filters, document: ListingDocument) => boolean> = {
  ask: ({ ask = [], amountMin, amountMax }, { asks }) =>
    (ask.length === 0 && amountMin === undefined && amountMax === undefined) ||
    asks.some(
      ({ kind, min, max }) =>
        (ask.length === 0 || ask.includes(kind)) && max >= (amountMin ?? 0) && min <= (amountMax ?? Infinity),
    ),
  serviceArea: ({ serviceArea }, { serviceAreas }) => anyOf(serviceArea, serviceAreas),
  stage: ({ stage }, document) => anyOf(stage, [document.stage]),
  innovationType: ({ innovationType }, document) => anyOf(innovationType, [document.innovationType]),
  region: ({ region = [], localAuthority = [] }, document) =>
    (region.length === 0 && localAuthority.length === 0) ||
    region.some((code) => document.regions.includes(code)) ||
    localAuthority.some(
      (gss) =>
        document.national ||
        document.localAuthorities.includes(gss) ||
        (document.card.regions.some((code) => code === authorityRegion(gss)) &&
          !document.localAuthorities.some((other) => authorityRegion(other) === authorityRegion(gss))),
    ),
  beneficiary: ({ beneficiary }, { beneficiaries }) => anyOf(beneficiary, beneficiaries),
  minEvidence: ({ minEvidence = 0 }, { evidenceLevel }) => evidenceLevel >= minEvidence,
  verified: ({ verified }, document) => !verified || document.verified,
  organisation: ({ organisation }, document) =>
    anyOf(organisation, [document.organisationId, document.organisationSlug]),
};
const passesAll = (filters: Filters, document: ListingDocument) =>
  Object.values(passes).every((test) => test(filters, document));

/** The filters with this value of a facet in the place of what they have of it. */
function withValue(filters: ListingFilters, facet: FacetName, value: string): Filters {
  if (facet === 'amount') {
    const band = amountBands.find((one) => one.value === value);
    return { ...filters, amountMin: band?.min ?? undefined, amountMax: band?.max ?? undefined };
  }
  return {
    ...filters,
    ...(gateOf(facet) === 'region' ? { region: [], localAuthority: [] } : {}),
    [facet]: facet === 'minEvidence' ? Number(value) : facet === 'verified' ? true : [value],
  };
}

/** What the page must say of these filters over the listings that the words find. */
function expected(filters: ListingFilters, found: readonly ListingDocument[]): { total: number; facets: Facets } {
  const each = (of: (document: ListingDocument) => string[]) => [...new Set(found.flatMap(of))].sort();
  const values = [
    ...facetValues.filter(({ facet }) => facet !== 'localAuthority'),
    ...each(({ serviceAreas }) => serviceAreas).map((value) => ({ facet: 'serviceArea' as const, value })),
  ];
  // What passes all other gates, once for each gate: a value is then held to its own gate only.
  const passing = new Map<Gate, readonly ListingDocument[]>();
  const passingOthers = (gate: Gate) => {
    const others = (Object.keys(passes) as Gate[]).filter((name) => name !== gate);
    const known =
      passing.get(gate) ?? found.filter((document) => others.every((name) => passes[name](filters, document)));
    passing.set(gate, known);
    return known;
  };
  const count = (facet: FacetName, value: string) => {
    const gate = gateOf(facet);
    const chosen = withValue(filters, facet, value);
    return { value, count: passingOthers(gate).filter((document) => passes[gate](chosen, document)).length };
  };
  // Thousands of organisations, each held against every listing, would take minutes: a listing passes for its own only.
  const ofOrganisation = Map.groupBy(passingOthers('organisation'), ({ organisationSlug }) => organisationSlug);
  const countOf = (facet: 'localAuthority' | 'organisation', value: string) =>
    facet === 'organisation' ? { value, count: ofOrganisation.get(value)?.length ?? 0 } : count(facet, value);
  const most = (facet: 'localAuthority' | 'organisation', all: string[], limit: number) =>
    [...new Set([...all, ...(facet === 'localAuthority' ? filters.localAuthority.filter(authorityRegion) : [])])]
      .map((value) => countOf(facet, value))
      .filter((one) => one.count > 0)
      .sort((x, y) => y.count - x.count || (x.value < y.value ? -1 : 1))
      .filter(({ value }, place) => place < limit || filters[facet].includes(value));
  const facetOf = (name: FacetName): Facets[FacetName] => {
    if (name === 'organisation')
      return most(
        name,
        each((document) => [document.organisationSlug]),
        20,
      ).map((one) => ({
        ...one,
        label: found.find(({ organisationSlug }) => organisationSlug === one.value)?.organisationName ?? '',
      }));
    // Only those that some hit names, but for the filters of other facets.
    if (name === 'localAuthority') {
      const shown = found.filter((document) => passesAll({ ...filters, region: [], localAuthority: [] }, document));
      return most(name, [...new Set(shown.flatMap(namedAuthorities))], 30);
    }
    return values
      .filter(({ facet }) => facet === name)
      .map(({ value }) => count(name, value))
      .filter((one) => one.count > 0);
  };
  return {
    total: found.filter((document) => passesAll(filters, document)).length,
    facets: Object.fromEntries(facetNames.map((name) => [name, facetOf(name)])) as Facets,
  };
}

const words = [
  'community',
  'transport',
  'older',
  'people',
  'w7',
  'w12',
  'w30',
  'w31',
  'w55',
  'w90',
  'w120',
  'nosuchword',
  'trasnport',
  'commu',
];
const decorated = (word: string, random: Random) =>
  random.pick([word, word, word, word, `"${word}"`, `-${word}`, `"${word} ${random.pick(words)}"`]);
const someOf =
  (random: Random) =>
  <T>(from: readonly T[], share: number) =>
    random.chance(share) ? random.several(from, 1, 3) : [];

function randomQuery(documents: readonly ListingDocument[], random: Random): ListingQuery {
  const some = someOf(random);
  const q = [
    random.chance(0.6)
      ? random
          .several(words, 1, 4)
          .map((word) => decorated(word, random))
          .join(' ')
      : '',
    random.chance(0.1) ? ' in Wales' : '',
  ].join('');
  const low = random.whole(0, 300_000);
  return ListingQuery.parse({
    q,
    ask: some(['contract', 'investment', 'research', 'peers'], 0.3),
    serviceArea: some(
      ['health_social_care', 'health_social_care.low_vision', 'correctional_services', 'employment_services.none'],
      0.3,
    ),
    stage: some(Object.keys(stages), 0.2),
    innovationType: some(['new_service', 'service_interface'], 0.15),
    region: some(Object.keys(regions), 0.25),
    localAuthority: some(['E08000037', 'E08000021', 'E09000001', 'W06000015', 'E99999999'], 0.2),
    beneficiary: some(['older_people', 'carers', 'veterans', 'children'], 0.2),
    minEvidence: random.chance(0.3) ? String(random.whole(0, 5)) : undefined,
    amountMin: random.chance(0.3) ? String(low) : undefined,
    amountMax: random.chance(0.3) ? String(low + random.whole(0, 300_000)) : undefined,
    organisation: some(
      documents.slice(0, 5).map(({ organisationSlug }) => organisationSlug),
      0.05,
    ),
    verified: random.chance(0.2) ? 'true' : undefined,
    words: random.chance(0.3) ? 'all' : undefined,
    limit: '1',
  });
}

/** The set of the words, as `toWordSet` defines it, read without any filter, count or ranking. */
async function foundBy(pool: Pool, documents: readonly ListingDocument[], asked: ListingQuery) {
  const { query, filters } = understandQuery(asked);
  const set = await toWordSet(
    pool,
    openCodeBook(pool),
    await toTerms(pool, openSynonymBook(pool), query.q ?? '', query.exact),
    filters,
    query.words,
  );
  if (set.empty) return { query, found: [] };
  if (set.query === null) return { query, found: documents };
  const { rows } = await pool.query<{ id: string }>(
    'select id from search.entries join search.documents using (n) where vector @@ $1::tsquery',
    [set.query],
  );
  const ids = new Set(rows.map(({ id }) => id));
  return { query, found: documents.filter(({ id }) => ids.has(id)) };
}

export interface Compared {
  asked: ListingQuery;
  ours: { total: number; facets: Facets };
  bruteForce: { total: number; facets: Facets };
}

/** One random search, as the index answers it and as brute force does. */
export async function compareOne(
  index: ListingIndex,
  pool: Pool,
  documents: readonly ListingDocument[],
  random: Random,
): Promise<Compared> {
  const asked = randomQuery(documents, random);
  const { total, facets } = await index.search(asked);
  const { query, found } = await foundBy(pool, documents, asked);
  return { asked, ours: { total, facets }, bruteForce: expected(query, found) };
}
