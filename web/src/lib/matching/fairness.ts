// The fairness report as its page shows it: each group with its rate, the base of the rate, and its mean score.
import {
  legalForms,
  regions,
  type FairnessDimension,
  type FairnessGroup,
  type FairnessReport,
} from '@exchange/contracts';
import { count } from '../format/money.ts';

const titles: Readonly<Record<FairnessDimension, string>> = {
  legal_form: 'By legal form',
  people_helped: 'By size: people helped a year',
  region: 'By where the organisation is at home',
  time_on_exchange: 'By how long it has been on the exchange',
  order_of_listing: 'By whether it is its first listing',
  verified: 'By whether it is verified',
};
const labels: Readonly<Record<string, string>> = {
  ...legalForms,
  ...regions,
  not_said: 'Not said',
  several: 'Several regions',
  under_100: 'Fewer than 100',
  under_1000: '100 to 999',
  from_1000: '1,000 or more',
  under_90_days: 'Less than 90 days',
  under_1_year: '90 days to a year',
  from_1_year: 'A year or more',
  first: 'First listing',
  later: 'A later one',
  yes: 'Verified',
  no: 'Not verified',
};

const percent = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((100 * part) / whole));
const score = (value: number | null) => (value === null ? '–' : count(value));

function groupView({ code, organisations, listings, matched, matches, meanScore }: FairnessGroup) {
  const label = labels[code] ?? code;
  if (listings === null || matched === null || matches === null) return { label, organisations, shown: null };
  const rate = percent(matched, listings);
  return {
    label,
    organisations,
    shown: { rate, base: `${count(matched)} of ${count(listings)}`, matches: count(matches), score: score(meanScore) },
  };
}

export function fairnessView(report: FairnessReport) {
  const { organisations, listings, matched, matches, meanScore, leastInGroup } = report;
  return {
    leastInGroup,
    organisations,
    rate: percent(matched, listings),
    base: `${count(matched)} of ${count(listings)}`,
    listings,
    matches: count(matches),
    score: score(meanScore),
    dimensions: report.dimensions.map(({ code, groups }) => ({
      code,
      title: titles[code],
      groups: groups.map(groupView),
    })),
  };
}
