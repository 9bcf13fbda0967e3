// What a listing says in codes and figures, in words: the same on its page and in its PDF.
import { count, plural, pounds, sentenceList } from './figures.ts';
import type { Listing } from './listings.ts';
import {
  beneficiaryGroups,
  evidenceKinds,
  innovationTypes,
  replicationTerms,
  type ReplicationTerms,
} from './reference.ts';

const zone = { timeZone: 'Europe/London', month: 'long', year: 'numeric' } as const;
const dayFormat = new Intl.DateTimeFormat('en-GB', { ...zone, day: 'numeric' });
const monthFormat = new Intl.DateTimeFormat('en-GB', zone);

/** "4 March 2026" in London, of an instant. */
export const dayInWords = (instant: string): string => dayFormat.format(new Date(instant));

/** "January 2005" or "31 January 2005", of a listing's `startedOn`. */
export function startedOnInWords(value: string): string {
  const isMonth = value.length === 7;
  const date = new Date(`${isMonth ? `${value}-01` : value}T12:00:00Z`);
  return isMonth ? monthFormat.format(date) : dayFormat.format(date);
}

export interface Fact {
  term: string;
  text: string;
}

/** Whom it helps, what kind it is, how many, what it costs, since when; what was not said is left out. */
export function factsInWords(listing: Listing): Fact[] {
  const { peopleHelpedPerYear: helped, costPerPerson: cost } = listing;
  const rows: [string, string | null][] = [
    ['Who it helps', sentenceList(listing.beneficiaries.map((code) => beneficiaryGroups[code])) || null],
    ['Kind', listing.innovationType && innovationTypes[listing.innovationType]],
    ['Helps', helped === null ? null : `${plural(helped, 'person', 'people')} a year`],
    ['Cost', cost === null ? null : `${pounds(cost)} for each person`],
    ['Started', listing.startedOn && startedOnInWords(listing.startedOn)],
  ];
  return rows.flatMap(([term, text]) => (text === null ? [] : [{ term, text }]));
}

/** "Evaluation, 2024, Newcastle University, 412 people or cases, with a comparison group". */
export function evidenceInWords(item: Listing['evidence'][number]): string {
  const comparison = { yes: 'with a comparison group', no: 'without a comparison group' };
  return [
    evidenceKinds[item.kind],
    item.year == null ? null : String(item.year),
    item.author || null,
    item.sampleSize == null ? null : `${count(item.sampleSize)} people or cases`,
    item.comparisonGroup == null ? null : comparison[item.comparisonGroup ? 'yes' : 'no'],
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** What each of the replication terms means for somebody who would like to copy it. */
export const replicationInWords: Readonly<Record<ReplicationTerms, { label: string; text: string }>> = {
  open: {
    label: replicationTerms.open,
    text: 'You need no permission and pay no fee to do the same elsewhere. Ask them anyway: who has done it before saves you mistakes.',
  },
  licence: {
    label: replicationTerms.licence,
    text: 'You may do the same elsewhere under a licence from them, which says what you may use and change, and whether there is a fee.',
  },
  franchise: {
    label: replicationTerms.franchise,
    text: 'You may run it elsewhere under their name and to their standards, with their training and support, usually for a fee.',
  },
  not_yet: {
    label: replicationTerms.not_yet,
    text: 'They are not ready for others to copy it. They may still like to hear who would.',
  },
};
