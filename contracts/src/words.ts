// Reasons and near misses in plain words, for both sides: the one place where API, pages and mail take them from. No I/O.
import type { MoneyAskKind, NearMiss, Reason, StoredNearMiss, StoredReason } from './matching.ts';
import {
  beneficiaryGroups,
  evidenceLevels,
  innovationTypes,
  regions as regionNames,
  stages,
  type AskKind,
  type BeneficiaryGroup,
  type Region,
} from './reference.ts';

/** Who reads: the side whose interest it is ("you invest"), or the side whose listing it is ("they invest"). */
export type Side = 'interest' | 'listing';

/** Names of the codes that stand in tables; a code that has gone is shown as it is. */
export interface Labels {
  serviceAreas: Readonly<Record<string, string>>;
  localAuthorities: Readonly<Record<string, string>>;
}

/** £1,234. Whole pounds. */
export function pounds(amount: number): string {
  return `£${amount.toLocaleString('en-GB')}`;
}

/** £50,000–£120,000, up to £120,000, £50,000 or more, £50,000, or any amount; whole pounds, null for an open side. */
export function poundsRange(min: number | null, max: number | null): string {
  const low = min ?? 0;
  if (max === null) return low === 0 ? 'any amount' : `${pounds(low)} or more`;
  if (low === max) return pounds(max);
  return low === 0 ? `up to ${pounds(max)}` : `${pounds(low)}–${pounds(max)}`;
}

/** One, two and three. */
export function listed(items: readonly string[], last = 'and'): string {
  const head = items.slice(0, -1);
  const tail = items.at(-1) ?? '';
  return head.length === 0 ? tail : `${head.join(', ')} ${last} ${tail}`;
}

const lower = (label: string) => label.charAt(0).toLowerCase() + label.slice(1);
const askName: Readonly<Record<AskKind, string>> = {
  contract: 'a contract',
  investment: 'investment',
  research: 'research',
  peers: 'peers to learn with',
};
/** What is sought, and what is given, of each kind; a contract's money is a year's. */
const sought: Readonly<Record<MoneyAskKind, (money: string) => string>> = {
  contract: (money) => `a contract of ${money} a year`,
  investment: (money) => `investment of ${money}`,
  research: (money) => `research of ${money}`,
};
const given: Readonly<Record<MoneyAskKind, (money: string) => string>> = {
  contract: (money) => `give contracts of ${money} a year`,
  investment: (money) => `invest ${money}`,
  research: (money) => `fund research of ${money}`,
};
const unstated: Readonly<Record<MoneyAskKind, string>> = {
  contract: 'how large a contract',
  investment: 'how much investment',
  research: 'how much research money',
};
/** LGBT+ people keep their capitals. */
const groupName = (code: BeneficiaryGroup) =>
  code.startsWith('lgbt') ? beneficiaryGroups[code] : lower(beneficiaryGroups[code]);
const isRegion = (code: string): code is Region => code in regionNames;
const placeNames = (codes: readonly string[], labels: Labels) =>
  listed(codes.map((code) => (isRegion(code) ? regionNames[code] : (labels.localAuthorities[code] ?? code))));
const whoWants = (side: Side) => (side === 'interest' ? 'you' : 'they');
const evidenceName = (level: number) => `level ${String(level)} (${lower(evidenceLevels[level] ?? '')})`;

/** Names the words that were really found: "has the words “child and adolescent mental health services” (you look for CAMHS)". */
function wordsText({ q, bySynonym = [] }: StoredReason & { code: 'words_found' }, who: 'you' | 'they'): string {
  if (q === undefined) return `has the words ${who} look for`;
  const [one, ...others] = bySynonym;
  if (one && others.length === 0 && one.asked === q.trim())
    return `has the words “${one.found}” (${who} look for ${q.trim()})`;
  const said = bySynonym.map(({ asked, found }) => `“${found}” for ${asked}`);
  return `has the words ${who} look for: ${q}${said.length > 0 ? ` (${listed(said)})` : ''}`;
}

function reasonText(reason: StoredReason, labels: Labels, side: Side): string {
  const who = whoWants(side);
  switch (reason.code) {
    case 'ask_fits':
      return `seeks ${listed(reason.asks.map((kind) => askName[kind]))}`;
    case 'amount_fits':
      return `seeks ${sought[reason.kind](poundsRange(reason.min, reason.max))}; ${who} ${given[reason.kind](poundsRange(reason.wantedMin, reason.wantedMax))}`;
    case 'service_area_fits':
      return `is in ${listed(reason.serviceAreas.map((code) => labels.serviceAreas[code] ?? code))}, which ${who} named`;
    case 'region_fits':
      return `works in ${placeNames(reason.places, labels)}`;
    case 'national':
      return `works across the UK, so where ${who} work too`;
    case 'stage_fits':
      return `is at the ${lower(stages[reason.stage])} stage`;
    case 'innovation_type_fits':
      return `is ${lower(innovationTypes[reason.innovationType])}`;
    case 'beneficiaries_fit':
      return `helps ${listed(reason.beneficiaries.map(groupName))}`;
    case 'evidence_fits':
      return `has evidence at ${evidenceName(reason.level)}, ${reason.reviewed ? 'reviewed' : 'self-assessed'}; ${who} ask for level ${String(reason.minEvidence)} or more`;
    case 'words_found':
      return wordsText(reason, who);
    case 'verified':
      return 'comes from an organisation that was checked against its register';
    case 'organisation_fits':
      return `comes from an organisation that ${who} named`;
    case 'asks_for_everything':
      return `is a published innovation, and ${who} asked to hear of all`;
  }
}

/** Which part of an amount does not fit: "part of it above the £100,000", where only one side is limited. Whole pounds. */
function outside(min: number | null, max: number | null): string {
  if ((min ?? 0) === 0 && max !== null) return `part of it above the ${pounds(max)}`;
  if (max === null && min !== null) return `part of it below the ${pounds(min)}`;
  return `part of it outside the ${poundsRange(min, max)}`;
}

function nearMissText(miss: StoredNearMiss, side: Side): string {
  const who = whoWants(side);
  switch (miss.code) {
    case 'beneficiaries_miss':
      return `does not say that it helps ${listed(miss.beneficiaries.map(groupName), 'or')}`;
    case 'evidence_not_reviewed':
      return `its evidence, ${evidenceName(miss.level)}, has not been reviewed yet`;
    case 'could_work_in_region':
      return `does not work in ${listed(
        miss.regions.map((code) => regionNames[code]),
        'or',
      )} yet, but could`;
    case 'amount_not_stated':
      return `does not say ${unstated[miss.kind]} it seeks`;
    case 'amount_partly':
      return `seeks ${sought[miss.kind](poundsRange(miss.min, miss.max))}, ${outside(miss.wantedMin, miss.wantedMax)} ${who} named`;
  }
}

/**
 * A stored reason with its words. What somebody searches for in their own words stays with them: the listing's side is told
 * that words were found, not which.
 */
export function toReason(stored: StoredReason, labels: Labels, side: Side): Reason {
  const shown: StoredReason = stored.code === 'words_found' && side === 'listing' ? { code: 'words_found' } : stored;
  return { ...shown, text: reasonText(shown, labels, side) };
}

/** A stored near miss with its words. */
export function toNearMiss(stored: StoredNearMiss, side: Side): NearMiss {
  return { ...stored, text: nearMissText(stored, side) };
}
