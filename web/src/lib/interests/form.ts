// An interest's form: from what is posted to the api's body, and from a search to a form that is filled in.
import { regions, stages, type Interest, type Reference } from '@exchange/contracts';
import { labelIn } from '../api/reference.ts';
import type { Problem } from '../forms/problems.ts';
import { first, toBody, toValues, type FieldKinds, type Values } from '../forms/read.ts';
import { listInWords, plural, poundsRange, sentenceList } from '../format/money.ts';
import { toAuthorityCodes, toAuthorityNames } from '../listings/authorities.ts';
import type { NamingField } from './organisation-names.ts';

const kinds: FieldKinds = {
  name: 'text',
  frequency: 'text',
  anonymous: 'flag',
  'criteria.asks': 'list',
  'criteria.serviceAreas': 'list',
  'criteria.regions': 'list',
  'criteria.stages': 'list',
  'criteria.innovationTypes': 'list',
  'criteria.beneficiaries': 'list',
  'criteria.minEvidence': 'number',
  'criteria.reviewedEvidenceOnly': 'flag',
  'criteria.verifiedOnly': 'flag',
  'criteria.investment.min': 'number',
  'criteria.investment.max': 'number',
  'criteria.contract.min': 'number',
  'criteria.contract.max': 'number',
  'criteria.research.min': 'number',
  'criteria.research.max': 'number',
  'criteria.q': 'text',
  'criteria.exclude.serviceAreas': 'list',
  'criteria.exclude.q': 'text',
};
const ranges = ['investment', 'contract', 'research'] as const;

export interface InterestBody {
  name: string;
  frequency: string;
  anonymous: boolean;
  criteria: Record<string, unknown>;
}

/** What the form's two lists of organisations say: ids, or names one on a line (organisation-names.ts). */
export type Organisations<T> = Partial<Record<NamingField, T>>;

/**
 * Reads the form. Parts left empty are left out, which means any.
 * @param organisations ids of those that the form names
 */
export function readInterest(
  values: Values,
  reference: Reference,
  organisations: Organisations<readonly string[]> = {},
): { body: InterestBody; problems: Problem[] } {
  const read = toBody(values, kinds) as unknown as {
    name: string | null;
    frequency: string | null;
    anonymous: boolean;
    criteria: Record<string, unknown>;
  };
  const { criteria } = read;
  const path = 'criteria.localAuthorities';
  const { codes, problems } = toAuthorityCodes(first(values, path), reference.localAuthorities, path);
  // A range with no sides is no range.
  for (const range of ranges) {
    const { min, max } = criteria[range] as { min: unknown; max: unknown };
    if (min === null && max === null) criteria[range] = null;
  }
  criteria.minEvidence ??= 0;
  criteria.q ??= '';
  const exclude = criteria.exclude as Record<string, unknown>;
  exclude.q ??= '';
  exclude.organisations = organisations['criteria.exclude.organisations'] ?? [];
  criteria.organisations = organisations['criteria.organisations'] ?? [];
  criteria.localAuthorities = codes;
  const { name, frequency, anonymous } = read;
  return { body: { name: name ?? '', frequency: frequency ?? 'weekly', anonymous, criteria }, problems };
}

/** @param organisations the names of those that the criteria name */
export function valuesOfInterest(
  interest: Interest,
  reference: Reference,
  organisations: Organisations<string>,
): Values {
  const { name, frequency, anonymous, criteria } = interest;
  return {
    ...toValues({ name, frequency, anonymous, criteria }),
    'criteria.organisations': [organisations['criteria.organisations'] ?? ''],
    'criteria.exclude.organisations': [organisations['criteria.exclude.organisations'] ?? ''],
    'criteria.localAuthorities': [toAuthorityNames(criteria.localAuthorities, reference.localAuthorities)],
  };
}

const fromSearch: Readonly<Record<string, string>> = {
  ask: 'asks',
  serviceArea: 'serviceAreas',
  region: 'regions',
  stage: 'stages',
  innovationType: 'innovationTypes',
  beneficiary: 'beneficiaries',
  minEvidence: 'minEvidence',
  q: 'q',
};

/**
 * "Save this search": a search's parameters as the form that would find the same.
 * @param organisations the names of those that it filters by, one on a line
 */
export function valuesOfSearch(params: URLSearchParams, reference: Reference, organisations = ''): Values {
  const values: Values = { frequency: ['weekly'] };
  for (const [from, to] of Object.entries(fromSearch)) {
    const given = params.getAll(from).filter((value) => value !== '');
    if (given.length > 0) values[`criteria.${to}`] = given;
  }
  const authorities = params.getAll('localAuthority');
  if (authorities.length > 0)
    values['criteria.localAuthorities'] = [toAuthorityNames(authorities, reference.localAuthorities)];
  if (organisations !== '') values['criteria.organisations'] = [organisations];
  if (params.has('verified')) values['criteria.verifiedOnly'] = ['true'];
  const asks = params.getAll('ask');
  for (const range of ranges) {
    if (asks.length > 0 && !asks.includes(range)) continue;
    for (const [side, name] of [
      ['min', 'amountMin'],
      ['max', 'amountMax'],
    ] as const) {
      const amount = params.get(name);
      if (amount !== null && amount !== '') values[`criteria.${range}.${side}`] = [amount];
    }
  }
  const name = searchName(params, reference, organisations);
  return name === '' ? values : { ...values, name: [name] };
}

/** A name to begin with, from the words, the places and the organisations of a search. */
function searchName(params: URLSearchParams, reference: Reference, organisations: string): string {
  const names = organisations.split('\n').filter((line) => !line.startsWith('/'));
  const parts = [
    params.get('q') ?? '',
    sentenceList(params.getAll('serviceArea').map((code) => labelIn(reference.serviceAreas, code))),
    listInWords(params.getAll('region').map((code) => labelIn(reference.regions, code))),
    listInWords(names),
  ].filter((part) => part !== '');
  return parts.join(', ').slice(0, 120);
}

/** What an interest asks for, in one line each. */
export function criteriaInWords({ criteria }: Pick<Interest, 'criteria'>, reference: Reference): string[] {
  const labels = (codes: readonly string[], list: readonly { code: string; label: string }[]) =>
    codes.map((code) => labelIn(list, code));
  const money = ranges.flatMap((kind) => {
    const range = criteria[kind];
    const words = range ? poundsRange(range.min ?? null, range.max ?? null) : null;
    if (words === null) return [];
    return [kind === 'contract' ? `a contract of ${words} a year` : `${kind} of ${words}`];
  });
  const places = [
    ...criteria.regions.map((code) => regions[code]),
    ...labels(criteria.localAuthorities, reference.localAuthorities),
  ];
  const lines = [
    criteria.asks.length === 0
      ? ''
      : `Seeking ${sentenceList(
          criteria.asks.map((kind) => (kind === 'contract' ? 'a contract' : kind)),
          'or',
        )}`,
    money.length === 0
      ? ''
      : sentenceList(money.map((part, index) => (index === 0 ? part.charAt(0).toUpperCase() + part.slice(1) : part))),
    sentenceList(labels(criteria.serviceAreas, reference.serviceAreas), 'or'),
    places.length === 0 ? '' : `In ${listInWords(places, 'or')}`,
    criteria.stages.length === 0
      ? ''
      : `At the stage ${sentenceList(
          criteria.stages.map((code) => stages[code].toLowerCase()),
          'or',
        )}`,
    sentenceList(labels(criteria.beneficiaries, reference.beneficiaryGroups), 'or'),
    criteria.minEvidence === 0
      ? ''
      : `Evidence level ${criteria.minEvidence} or more${criteria.reviewedEvidenceOnly ? ', reviewed' : ''}`,
    criteria.verifiedOnly ? 'Verified organisations only' : '',
    criteria.organisations.length === 0
      ? ''
      : `Only from ${plural(criteria.organisations.length, 'organisation')} that you named`,
    criteria.q === '' ? '' : `With the words “${criteria.q}”`,
    criteria.exclude.serviceAreas.length === 0
      ? ''
      : `Not in ${sentenceList(labels(criteria.exclude.serviceAreas, reference.serviceAreas), 'or').toLowerCase()}`,
    criteria.exclude.organisations.length === 0
      ? ''
      : `Without ${plural(criteria.exclude.organisations.length, 'organisation')} that you named`,
    criteria.exclude.q === '' ? '' : `Without the words “${criteria.exclude.q}”`,
  ].filter((line) => line !== '');
  return lines.length === 0 ? ['Everything that is published'] : lines;
}
