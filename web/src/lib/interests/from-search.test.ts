// A search that is saved: over random searches, what the form makes of it says the same.
import {
  askKinds,
  beneficiaryGroups,
  Criteria,
  innovationTypes,
  regions,
  stages,
  toCodeList,
  type Reference,
} from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import type { Api } from '../api/client.ts';
import { lostOnSaving, withUnderstood } from '../listings/understood.ts';
import { readInterest, valuesOfSearch } from './form.ts';
import { toOrganisationIds, toOrganisationLines } from './organisation-names.ts';

const reference = {
  askKinds: toCodeList(askKinds),
  stages: toCodeList(stages),
  regions: toCodeList(regions),
  innovationTypes: toCodeList(innovationTypes),
  beneficiaryGroups: toCodeList(beneficiaryGroups),
  serviceAreas: [
    { code: 'health_social_care', label: 'Health and social care', parent: null, description: '' },
    { code: 'health_social_care.low_vision', label: 'Low vision', parent: 'health_social_care', description: '' },
  ],
  localAuthorities: [
    { code: 'E08000037', label: 'Gateshead', region: 'TLC' },
    { code: 'E06000023', label: 'Bristol, City of', region: 'TLK' },
  ],
} as unknown as Reference;

/** The generator "mulberry32": the same numbers in each run. */
let state = 20_061_206;
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
const some = (codes: readonly string[]) => codes.filter(() => random() < 0.25);

/** Organisations as the api knows them, by slug or id. One has a name that its address is not made of. */
const organisations = [
  { id: '019abc00-0000-7000-8000-000000000001', slug: 'sight-service', name: 'Sight Service' },
  { id: '019abc00-0000-7000-8000-000000000002', slug: 'northern-fund-2', name: 'Northern Fund' },
];
const api = {
  get: (path: string) => {
    const one = organisations.find(({ id, slug }) => [id, slug].some((key) => path.endsWith(`/${key}`)));
    return Promise.resolve(one ? { ok: true, data: one } : { ok: false, status: 404 });
  },
} as unknown as Api;

const lists: Readonly<Record<string, [criterion: string, codes: readonly string[]]>> = {
  ask: ['asks', Object.keys(askKinds)],
  serviceArea: ['serviceAreas', ['health_social_care', 'health_social_care.low_vision']],
  stage: ['stages', Object.keys(stages)],
  innovationType: ['innovationTypes', Object.keys(innovationTypes)],
  region: ['regions', Object.keys(regions)],
  localAuthority: ['localAuthorities', ['E08000037', 'E06000023']],
  beneficiary: ['beneficiaries', Object.keys(beneficiaryGroups)],
  organisation: ['organisations', organisations.map(({ slug }) => slug)],
};

/** A search and the criteria that mean the same. */
function randomSearch(): { params: URLSearchParams; criteria: Criteria } {
  const params = new URLSearchParams();
  const criteria: Record<string, unknown> = {};
  for (const [name, [criterion, codes]] of Object.entries(lists)) {
    const chosen = some(codes);
    for (const code of chosen) params.append(name, code);
    criteria[criterion] = chosen;
  }
  const set = (name: string, share: number, value: string) => random() < share && params.set(name, value);
  set('q', 0.5, 'sight loss');
  set('minEvidence', 0.5, String(Math.floor(random() * 6)));
  set('verified', 0.3, 'true');
  set('amountMin', 0.4, '5000');
  set('amountMax', 0.4, '90000');
  set('sort', 0.3, 'newest');
  const amount = (name: string) => (params.has(name) ? Number(params.get(name)) : null);
  const range = { min: amount('amountMin'), max: amount('amountMax') };
  const asks = criteria.asks as string[];
  for (const kind of ['contract', 'investment', 'research'])
    if ((params.has('amountMin') || params.has('amountMax')) && (asks.length === 0 || asks.includes(kind)))
      criteria[kind] = range;
  return {
    params,
    criteria: Criteria.parse({
      ...criteria,
      organisations: organisations.flatMap(({ id, slug }) => (params.has('organisation', slug) ? [id] : [])),
      q: params.get('q') ?? '',
      minEvidence: Number(params.get('minEvidence') ?? 0),
      verifiedOnly: params.has('verified'),
    }),
  };
}

/** Without the parts that mean nothing, and lists as sets. */
const plain = (criteria: Criteria) =>
  Object.fromEntries(
    Object.entries(criteria)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, Array.isArray(value) ? (value as string[]).toSorted() : value]),
  );

describe('a saved search', () => {
  const path = 'criteria.organisations';

  it('keeps everything that an interest can hold', async () => {
    for (let n = 0; n < 300; n += 1) {
      const { params, criteria } = randomSearch();
      const lines = await toOrganisationLines(api, params.getAll('organisation'));
      const values = valuesOfSearch(withUnderstood(params, undefined), reference, lines);
      const named = await toOrganisationIds(api, path, values[path]?.[0] ?? '');
      const { body, problems } = readInterest(values, reference, { [path]: named.ids });
      expect([...problems, ...named.problems]).toEqual([]);
      expect(plain(Criteria.parse(body.criteria))).toEqual(plain(criteria));
    }
  });

  it('says what it cannot hold', () => {
    expect(lostOnSaving(new URLSearchParams('q=sight&stage=pilot&organisation=a'))).toBeNull();
    expect(lostOnSaving(new URLSearchParams({ organisation: 'a', q: 'x'.repeat(201) }))).toBe(
      'A saved search cannot keep more than 200 characters of words.',
    );
  });
});
