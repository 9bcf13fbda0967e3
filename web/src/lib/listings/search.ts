// The search page's state, which lives in the URL: what of it is sent on, what shows as chips, and the links between states.
import { amountBands, type FacetName, type ListingPage, type Reference } from '@exchange/contracts';
import { labelIn } from '../api/reference.ts';
import { pounds, poundsRange } from '../format/money.ts';

/** The parameters of a search, in the order of the form; what else a URL holds is not sent to the api. */
const several = [
  'ask',
  'serviceArea',
  'stage',
  'innovationType',
  'region',
  'localAuthority',
  'beneficiary',
  'organisation',
] as const;
const single = ['minEvidence', 'amountMin', 'amountMax', 'verified', 'q', 'exact', 'words', 'sort', 'page'] as const;
const filterNames: readonly string[] = [...several, 'minEvidence', 'amountMin', 'amountMax', 'verified'];

export interface Chip {
  label: string;
  /** Where the same search without this filter is. */
  without: string;
}
export interface Option {
  value: string;
  label: string;
  count: number;
  selected: boolean;
  /** The options below it, for service areas. */
  below?: Option[];
}
/** A band of amounts: its address sets both sides, or takes them off again where it is the one that is on. */
export interface AmountOption {
  label: string;
  count: number;
  selected: boolean;
  href: string;
}
export interface FilterView {
  amount: AmountOption[];
  ask: Option[];
  stage: Option[];
  minEvidence: Option[];
  serviceArea: Option[];
  region: Option[];
  innovationType: Option[];
  beneficiary: Option[];
  organisation: Option[];
}

/** Keeps of a URL what a search knows: known names, values that are not empty, money without "£" and commas. */
export function searchParams(url: URL): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of [...several, 'asWords'] as const) {
    const values = [...new Set(url.searchParams.getAll(name))].filter((value) => value !== '');
    // Any-of: a first-level service area beside one of its own would make the finer choice mean nothing.
    const finer = (value: string) => values.some((other) => other.startsWith(`${value}.`));
    for (const value of values) if (name !== 'serviceArea' || !finer(value)) kept.append(name, value);
  }
  for (const name of single) {
    const value = url.searchParams.get(name)?.trim() ?? '';
    const asNumber = name.startsWith('amount') ? value.replace(/[£,\s]/g, '') : value;
    if (asNumber !== '') kept.set(name, asNumber);
  }
  if (url.searchParams.get('view') === 'map') kept.set('view', 'map');
  return kept;
}

/**
 * What of a search the api knows: how the page shows it is not among that. The page's results hold all the words, as those of a saved search do, unless
 * somebody asks for what holds some of them.
 */
export function forApi(params: URLSearchParams): URLSearchParams {
  const sent = new URLSearchParams(params);
  sent.delete('view');
  if (sent.has('q') && !sent.has('words')) sent.set('words', 'all');
  return sent;
}

/** The address of a search; the first page and the usual order are left unsaid. */
export function searchHref(params: URLSearchParams): string {
  const shown = new URLSearchParams(params);
  if (shown.get('page') === '1') shown.delete('page');
  if (shown.get('sort') === 'relevance') shown.delete('sort');
  const text = shown.toString();
  return text === '' ? '/listings' : `/listings?${text}`;
}

/** The same search with one parameter set (or, with null, taken away), from its first page. */
export function withParam(params: URLSearchParams, name: string, value: string | null): string {
  const next = new URLSearchParams(params);
  next.delete('page');
  if (value === null) next.delete(name);
  else next.set(name, value);
  return searchHref(next);
}

/** Another page of the same search. */
export function withPage(params: URLSearchParams, page: number): string {
  const next = new URLSearchParams(params);
  next.set('page', String(page));
  return searchHref(next);
}

/** The same search with one value more of a parameter that takes several, from its first page. */
export function withValue(params: URLSearchParams, name: string, value: string): string {
  const next = new URLSearchParams(params);
  next.delete('page');
  if (!next.getAll(name).includes(value)) next.append(name, value);
  return searchHref(next);
}

export function withoutValue(params: URLSearchParams, name: string, value: string): string {
  const next = new URLSearchParams();
  for (const [key, one] of params) if (key !== 'page' && !(key === name && one === value)) next.append(key, one);
  return searchHref(next);
}

const lists: Readonly<Record<string, (reference: Reference) => readonly { code: string; label: string }[]>> = {
  ask: (reference) => reference.askKinds.map(({ code, label }) => ({ code, label: `Seeks ${label.toLowerCase()}` })),
  serviceArea: (reference) => reference.serviceAreas,
  stage: (reference) => reference.stages,
  innovationType: (reference) => reference.innovationTypes,
  region: (reference) => reference.regions,
  localAuthority: (reference) => reference.localAuthorities,
  beneficiary: (reference) => reference.beneficiaryGroups,
};

type Names = ReadonlyMap<string, string>;

/** The names of the organisations that a page of results knows, by slug. */
export const organisationNames = ({ organisation }: ListingPage['facets']): Names =>
  new Map(organisation.map(({ value, label }) => [value, label ?? value]));

function chipLabel(name: string, value: string, reference: Reference, names: Names): string {
  if (name === 'organisation') return `Of ${names.get(value) ?? value}`;
  if (name === 'minEvidence') return `Evidence ${value} or more`;
  if (name === 'amountMin') return Number.isFinite(Number(value)) ? `From ${pounds(Number(value))}` : `From ${value}`;
  if (name === 'amountMax') return Number.isFinite(Number(value)) ? `Up to ${pounds(Number(value))}` : `Up to ${value}`;
  if (name === 'verified') return 'Verified organisations';
  return labelIn(lists[name]?.(reference) ?? [], value);
}

/** The same search with these amounts in the place of those it has, from its first page. */
function withAmounts(params: URLSearchParams, min: number | null, max: number | null): string {
  const next = new URLSearchParams([...params].filter(([name]) => !['page', 'amountMin', 'amountMax'].includes(name)));
  if (min !== null) next.set('amountMin', String(min));
  if (max !== null) next.set('amountMax', String(max));
  return searchHref(next);
}

/** "Up to £10,000", "£10,000 to £50,000". */
function amountLabel(min: number | null, max: number | null): string {
  const words = poundsRange(min, max) ?? '';
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Both sides of the amount as one; undefined where there are not two figures. */
function amountChip(params: URLSearchParams): Chip | undefined {
  const [min, max] = [Number(params.get('amountMin') ?? NaN), Number(params.get('amountMax') ?? NaN)];
  if (!Number.isFinite(min) || !Number.isFinite(max)) return undefined;
  return { label: amountLabel(min, max), without: withAmounts(params, null, null) };
}

/** What narrows the search now, each with the way out of it; an amount with two sides is one. */
export function chips(params: URLSearchParams, reference: Reference, names: Names = new Map()): Chip[] {
  const amount = amountChip(params);
  return [...params]
    .filter(([name]) => filterNames.includes(name) && !(amount && name === 'amountMax'))
    .map(([name, value]) =>
      amount && name === 'amountMin'
        ? amount
        : { label: chipLabel(name, value, reference, names), without: withoutValue(params, name, value) },
    );
}

function amountOptions(params: URLSearchParams, counts: ListingPage['facets']['amount']): AmountOption[] {
  const isOn = (name: string, side: number | null) => params.get(name) === (side === null ? null : String(side));
  return amountBands.map((band) => {
    const selected = isOn('amountMin', band.min) && isOn('amountMax', band.max);
    return {
      label: amountLabel(band.min, band.max),
      count: counts.find(({ value }) => value === band.value)?.count ?? 0,
      selected,
      href: selected ? withAmounts(params, null, null) : withAmounts(params, band.min, band.max),
    };
  });
}

/** The filters of the form, with their counts; in the long lists only what would find something, or is chosen. */
export function filterView(params: URLSearchParams, facets: ListingPage['facets'], reference: Reference): FilterView {
  const options = (name: FacetName, list: readonly { code: string; label: string }[]): Option[] =>
    list.map(({ code, label }) => ({
      value: code,
      label,
      count: facets[name].find(({ value }) => value === code)?.count ?? 0,
      selected: params.getAll(name).includes(code),
    }));
  const useful = ({ count, selected }: Option) => count > 0 || selected;
  const levels = reference.evidenceLevels.filter(({ level }) => level > 0);
  const firstLevel = reference.serviceAreas.filter(({ parent }) => parent === null);
  return {
    amount: amountOptions(params, facets.amount),
    ask: options('ask', reference.askKinds),
    stage: options('stage', reference.stages),
    minEvidence: options(
      'minEvidence',
      levels.map(({ level, label }) => ({ code: String(level), label: `${level} ${label}` })),
    ),
    serviceArea: options('serviceArea', firstLevel).map((area) => ({
      ...area,
      below: options(
        'serviceArea',
        reference.serviceAreas.filter(({ parent }) => parent === area.value),
      ).filter(useful),
    })),
    region: options('region', reference.regions),
    innovationType: options('innovationType', reference.innovationTypes),
    beneficiary: options('beneficiary', reference.beneficiaryGroups).filter(useful),
    organisation: options(
      'organisation',
      facets.organisation.map(({ value, label }) => ({ code: value, label: label ?? value })),
    ),
  };
}
