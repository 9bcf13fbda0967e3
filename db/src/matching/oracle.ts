// What fits, said once more in plain loops, with nothing of the SQL in it: the test of the SQL. Used by tests and the bench only.
import { moneyOf, type Criteria, type ListingContent } from '@exchange/contracts';
import { saidFor } from './generators.ts';

/** A listing as the oracle looks at it. */
export interface OracleListing {
  content: ListingContent;
  reviewedEvidenceLevel: number | null;
  organisationId: string;
  organisationName: string;
  verified: boolean;
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const wordsIn = (text: string) => plain(text).match(/[a-z]+/g) ?? [];
/** Whole words of a text, with a blank before and behind each. */
const spaced = (text: string) => ` ${wordsIn(text).join(' ')} `;
const overlaps = (aMin: number, aMax: number, bMin: number, bMax: number) => aMin <= bMax && bMin <= aMax;
const given = (range: { min?: number | null; max?: number | null } | null | undefined) =>
  range != null && (range.min != null || range.max != null);

function asksFit(criteria: Criteria, content: ListingContent): boolean {
  const ranges = { contract: criteria.contract, investment: criteria.investment, research: criteria.research };
  const asks = content.asks ?? [];
  if (asks.length === 0) return criteria.asks.length === 0 && !Object.values(ranges).some(given);
  return asks.some((ask) => {
    if (criteria.asks.length > 0 && !criteria.asks.includes(ask.kind)) return false;
    const range = ask.kind === 'peers' ? null : ranges[ask.kind];
    if (range == null || !given(range)) return true;
    const { min, max } = moneyOf(ask);
    return overlaps(range.min ?? 0, range.max ?? Infinity, min ?? 0, max ?? Infinity);
  });
}

const isIn = (area: string, named: string) => area === named || area.startsWith(`${named}.`);

function placeFits(criteria: Criteria, content: ListingContent, regionOf: ReadonlyMap<string, string>): boolean {
  if (criteria.regions.length + criteria.localAuthorities.length === 0 || content.national) return true;
  const authorities = content.localAuthorities ?? [];
  const regionsOfAuthorities = authorities.map((code) => regionOf.get(code) ?? '');
  const regions: string[] = [...(content.regions ?? []), ...regionsOfAuthorities];
  return (
    criteria.regions.some((region) => regions.includes(region)) ||
    criteria.localAuthorities.some((wanted) => {
      const region = regionOf.get(wanted) ?? '';
      return authorities.includes(wanted) || (regions.includes(region) && !regionsOfAuthorities.includes(region));
    })
  );
}

function evidenceFits(criteria: Criteria, listing: OracleListing): boolean {
  const self = listing.content.evidenceLevel ?? 0;
  const level = listing.reviewedEvidenceLevel ?? (criteria.reviewedEvidenceOnly ? 0 : self);
  return level >= criteria.minEvidence;
}

function wordsFit(criteria: Criteria, listing: OracleListing): boolean {
  const { title, summary, problem, howItWorks } = listing.content;
  const text = spaced([title, summary, problem, howItWorks, listing.organisationName].join(' '));
  const says = (words: string) => text.includes(spaced(words));
  const has = (q: string) => wordsIn(q).every((word) => says(word) || says(saidFor[word] ?? word));
  return (criteria.q === '' || has(criteria.q)) && (criteria.exclude.q === '' || !has(criteria.exclude.q));
}

const anyOf = <T>(wanted: readonly T[], have: readonly T[]) =>
  wanted.length === 0 || wanted.some((code) => have.includes(code));
const said = <T>(value: T | null | undefined): T[] => (value == null ? [] : [value]);

/** The gates by name: each passed or not. What is private to the interest (its words, whom it wants, whom and what it leaves out) is one. */
export function gatesPassed(
  criteria: Criteria,
  interestOrganisationId: string,
  listing: OracleListing,
  regionOf: ReadonlyMap<string, string>,
) {
  const { content, organisationId } = listing;
  const areas = content.serviceAreas ?? [];
  return {
    ask: asksFit(criteria, content),
    area:
      criteria.serviceAreas.length === 0 ||
      areas.some((area) => criteria.serviceAreas.some((named) => isIn(area, named))),
    place: placeFits(criteria, content, regionOf),
    stage: anyOf(criteria.stages, said(content.stage)),
    innovationType: anyOf(criteria.innovationTypes, said(content.innovationType)),
    beneficiaries: anyOf(criteria.beneficiaries, content.beneficiaries ?? []),
    evidence: evidenceFits(criteria, listing),
    verified: !criteria.verifiedOnly || listing.verified,
    private:
      organisationId !== interestOrganisationId &&
      !areas.some((area) => criteria.exclude.serviceAreas.some((named) => isIn(area, named))) &&
      anyOf(criteria.organisations, [organisationId]) &&
      !criteria.exclude.organisations.includes(organisationId) &&
      wordsFit(criteria, listing),
  };
}

/** Whether a published listing fits an interest of `interestOrganisationId`. */
export function fits(...pair: Parameters<typeof gatesPassed>): boolean {
  return Object.values(gatesPassed(...pair)).every((passed) => passed);
}
