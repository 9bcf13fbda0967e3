// What people look for, as tables with bars show it.
import { regions, type Reference, type SearchedFilter, type SearchedWords } from '@exchange/contracts';
import { labelIn } from '../api/reference.ts';
import { plural } from '../format/money.ts';

export interface SearchedView {
  label: string;
  href: string;
  searches: number;
  withoutResult: number;
  people: string;
  /** 0–100, of the row with the most. */
  share: number;
}

const shareOf = (value: number, most: number) => (most === 0 ? 0 : Math.round((value / most) * 1000) / 10);

export function searchedViews(items: readonly SearchedWords[]): SearchedView[] {
  const most = Math.max(0, ...items.map(({ searches }) => searches));
  return items.map(({ words, region, searches, withoutResult, people }) => ({
    label: region === null ? `“${words}”` : `“${words}” in ${regions[region]}`,
    href: `/listings?${new URLSearchParams({ q: words, ...(region === null ? {} : { region }) }).toString()}`,
    searches,
    withoutResult,
    people: plural(people, 'person', 'people'),
    share: shareOf(searches, most),
  }));
}

const names: Readonly<Record<string, string>> = {
  ask: 'They seek',
  serviceArea: 'Service area',
  stage: 'Stage',
  innovationType: 'Kind of innovation',
  region: 'Region',
  localAuthority: 'Local authority',
  beneficiary: 'Who it helps',
  minEvidence: 'Evidence, at least',
  amountMin: 'Amount, from',
  amountMax: 'Amount, to',
  verified: 'Verified organisations',
  organisation: 'One organisation',
};

export interface FilterUse {
  label: string;
  searches: number;
  withoutResult: number;
  share: number;
}

export function filterUses(items: readonly SearchedFilter[], reference: Reference): FilterUse[] {
  const lists: Readonly<Record<string, readonly { code: string; label: string }[]>> = {
    ask: reference.askKinds,
    serviceArea: reference.serviceAreas,
    stage: reference.stages,
    innovationType: reference.innovationTypes,
    region: reference.regions,
    localAuthority: reference.localAuthorities,
    beneficiary: reference.beneficiaryGroups,
  };
  const most = Math.max(0, ...items.map(({ searches }) => searches));
  return items.map(({ name, value, searches, withoutResult }) => ({
    label: `${names[name] ?? name}${value === null ? '' : `: ${labelIn(lists[name] ?? [], value)}`}`,
    searches,
    withoutResult,
    share: shareOf(searches, most),
  }));
}
