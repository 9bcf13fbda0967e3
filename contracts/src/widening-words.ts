// What would widen the circle of those whom a listing fits, and who stays unnamed, in plain words. No I/O.
import type { MoneyAskKind, StoredWidening, Widening } from './matching.ts';
import {
  askKinds,
  beneficiaryGroups,
  innovationTypes,
  regions,
  stages,
  type OrganisationRole,
  type Region,
} from './reference.ts';
import { pounds, type Labels } from './words.ts';

const lower = (label: string) =>
  /^(A |[A-Z][a-z])/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
const labelOf = (list: Readonly<Record<string, string>>, code: string) => list[code] ?? code;

/** "London", "the North East". */
export function inRegion(code: Region): string {
  const name = regions[code];
  return /^(North|South|East|West) /.test(name) ? `the ${name}` : name;
}

/** "A funder in the North East", of an organisation that stays unnamed. @param region null where it would give it away */
export function unnamed(roles: readonly OrganisationRole[], region: Region | null): string {
  const who = roles.includes('funder')
    ? 'A funder'
    : roles.includes('commissioner')
      ? 'A commissioner'
      : 'An innovator';
  return region === null ? who : `${who} in ${inRegion(region)}`;
}

/** "3 funders", "4 commissioners", "5 funders and commissioners". */
function whoIn({ organisations, allFund, allCommission }: StoredWidening): string {
  const who = allFund ? 'funders' : allCommission ? 'commissioners' : 'organisations';
  return `${String(organisations)} ${who}`;
}

const given: Readonly<Record<MoneyAskKind, string>> = {
  contract: 'give contracts',
  investment: 'invest',
  research: 'fund research',
};
const a: Readonly<Record<MoneyAskKind, string>> = { contract: ' a year', investment: '', research: '' };
const money = ({ kind, key }: StoredWidening) => `${pounds(Number(key))}${kind === null ? '' : a[kind]}`;
const giving = ({ kind }: StoredWidening) => (kind === null ? 'give' : given[kind]);

/** Where the listing works, and says it could. */
export interface Whereabouts {
  regions: readonly Region[];
  couldWorkIn: readonly Region[];
}

function placeText(who: string, code: string, { regions: works, couldWorkIn }: Whereabouts): string {
  const region = code as Region;
  const name = inRegion(region);
  if (works.includes(region)) return `${who} look in parts of ${name} where you do not work`;
  return `${who} look in ${name}; you ${couldWorkIn.includes(region) ? 'said you could work there' : 'do not work there'}`;
}

/** In words for the listing's side. @param labels of service areas */
export function toWidening(stored: StoredWidening, labels: Labels, where: Whereabouts): Widening {
  return { code: stored.code, organisations: stored.organisations, text: wideningText(stored, labels, where) };
}

function wideningText(stored: StoredWidening, labels: Labels, where: Whereabouts): string {
  const who = whoIn(stored);
  const { key } = stored;
  switch (stored.code) {
    case 'needs_evidence':
      return `${who} need evidence level ${key}`;
    case 'needs_review':
      return `${who} count evidence only when it has been reviewed`;
    case 'needs_verification':
      return `${who} take verified organisations only`;
    case 'works_elsewhere':
      return placeText(who, key, where);
    case 'begins_at':
      return `${who} ${giving(stored)}, and begin at ${money(stored)} or a little less: more than you seek`;
    case 'ends_at':
      return `${who} ${giving(stored)}, up to ${money(stored)} or a little more: less than you seek`;
    case 'other_ask':
      return `${who} look for what you do not seek: ${lower(labelOf(askKinds, key))}`;
    case 'other_stage':
      return `${who} look for the ${lower(labelOf(stages, key))} stage`;
    case 'other_innovation_type':
      return `${who} look for another kind of innovation: ${lower(labelOf(innovationTypes, key))}`;
    case 'other_beneficiaries':
      return `${who} look for help for ${lower(labelOf(beneficiaryGroups, key))}`;
    case 'other_service_area':
      return `${who} look in ${lower(labels.serviceAreas[key] ?? key)}`;
  }
}
