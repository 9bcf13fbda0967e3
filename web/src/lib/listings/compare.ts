// Listings side by side: one row for each thing that can be compared, each saying in words whether they differ.
import {
  beneficiaryGroups,
  innovationTypes,
  replicationTerms,
  stages,
  type AskKind,
  type Listing,
  type Reference,
} from '@exchange/contracts';
import { labelIn } from '../api/reference.ts';
import { startedOn } from '../format/dates.ts';
import { count, plural, pounds } from '../format/money.ts';
import { askPanel } from './asks.ts';
import { evidenceView, whereInWords } from './card.ts';
import { outcomeView } from './outcomes.ts';

/** The most that stand side by side. */
export const MOST_COMPARED = 4;
const NOT_SAID = 'Not said';
const NOT_SOUGHT = 'Not sought';

export interface CompareRow {
  label: string;
  /** For each listing, its lines. */
  cells: string[][];
  /** Whether any two of them differ; null when there is only one. */
  differs: boolean | null;
}
export interface CompareView {
  listings: { id: string; title: string; href: string; organisation: string; without: string }[];
  rows: CompareRow[];
}

/** The listings a URL names, each once, and how many more there were than can be shown. */
export function comparedIds(url: URL): { ids: string[]; left: number } {
  const all = [...new Set(url.searchParams.getAll('id'))].filter((id) => /^[A-Za-z0-9-]{1,120}$/.test(id));
  return { ids: all.slice(0, MOST_COMPARED), left: Math.max(0, all.length - MOST_COMPARED) };
}

export function compareHref(ids: readonly string[]): string {
  if (ids.length === 0) return '/compare';
  return `/compare?${new URLSearchParams(ids.map((id) => ['id', id])).toString()}`;
}

function evidenceLines(listing: Listing): string[] {
  const { level, reviewed, label } = evidenceView(
    listing.reviewedEvidenceLevel ?? listing.evidenceLevel,
    listing.reviewedEvidenceLevel !== null,
  );
  return level === 0 ? ['None yet'] : [`${level} of 5, ${reviewed ? 'reviewed' : 'self-assessed'}`, label];
}

function outcomeLines(listing: Listing): string[] {
  return listing.outcomes.map((outcome) => {
    const { name, bars, difference } = outcomeView(outcome);
    const figures = bars.map(({ label, text }) => (bars.length > 1 ? `${text} (${label.toLowerCase()})` : text));
    return `${name}: ${figures.join(', ')}${difference === null ? '' : `, ${difference}`}`;
  });
}

const optional = (value: string | null): string[] => (value === null || value === '' ? [] : [value]);

/** The terms of one kind of ask, so that a contract stands beside a contract; of what is not sought, that it is not. */
const terms =
  (kind: AskKind) =>
  ({ asks }: Listing): string[] => {
    const ask = asks.find((one) => one.kind === kind);
    return ask ? askPanel(ask).rows.map(({ term, text }) => `${term}: ${text}`) : [NOT_SOUGHT];
  };

type Row = readonly [label: string, lines: (listing: Listing, reference: Reference) => string[]];
const rows: readonly Row[] = [
  ['Summary', ({ summary }) => optional(summary)],
  ['What it seeks', ({ asks }) => asks.map((ask) => askPanel(ask).title)],
  ['The contract', terms('contract')],
  ['The investment', terms('investment')],
  ['The research', terms('research')],
  ['The peers', terms('peers')],
  ['Stage', ({ stage }) => optional(stage && stages[stage])],
  ['Evidence', evidenceLines],
  ['What it achieves', outcomeLines],
  ['Service areas', ({ serviceAreas }, reference) => serviceAreas.map((code) => labelIn(reference.serviceAreas, code))],
  ['Who it helps', ({ beneficiaries }) => beneficiaries.map((code) => beneficiaryGroups[code])],
  ['Where it works', ({ national, regions: codes }) => optional(whereInWords(national, codes))],
  ['Kind', ({ innovationType }) => optional(innovationType && innovationTypes[innovationType])],
  ['People helped a year', ({ peopleHelpedPerYear: people }) => optional(people === null ? null : count(people))],
  ['Cost for each person', ({ costPerPerson: cost }) => optional(cost === null ? null : pounds(cost))],
  ['Started', ({ startedOn: started }) => optional(started && startedOn(started))],
  ['Copying it', ({ replicationTerms: terms }) => optional(terms && replicationTerms[terms])],
  [
    'Studies and reviews',
    ({ evidence }) => evidence.map(({ title, year }) => (year == null ? title : `${title} (${year})`)),
  ],
];

/** The comparison of published listings; rows about which none says anything are left out. */
export function compareView(listings: readonly Listing[], reference: Reference): CompareView {
  const names = listings.map(({ slug, id }) => slug ?? id);
  return {
    listings: listings.map((listing, index) => ({
      id: names[index] ?? listing.id,
      title: listing.title ?? '',
      href: `/listings/${listing.slug ?? listing.id}`,
      organisation: `${listing.organisation.name}${listing.organisation.verified ? ', verified' : ''}`,
      without: compareHref(names.filter((name) => name !== names[index])),
    })),
    rows: rows.flatMap(([label, lines]) => {
      const cells = listings.map((listing) => lines(listing, reference));
      if (cells.every(([line]) => line === undefined || line === NOT_SOUGHT)) return [];
      // The order in which somebody ticked boxes is no difference.
      const told = new Set(cells.map((cell) => [...cell].sort().join('\n')));
      const filled = cells.map((cell) => (cell.length === 0 ? [NOT_SAID] : cell));
      return [{ label, cells: filled, differs: listings.length < 2 ? null : told.size > 1 }];
    }),
  };
}

/** How many rows differ, in words. */
export function differencesInWords(view: CompareView): string {
  const differing = view.rows.filter(({ differs }) => differs).length;
  if (differing === 0) return 'They do not differ in anything they say here.';
  return `They differ in ${plural(differing, 'row')} of ${view.rows.length}.`;
}

/** The comparison as rows of a spreadsheet. */
export function compareTable(view: CompareView): string[][] {
  const inWords = (differs: boolean | null) => (differs === null ? '' : differs ? 'differs' : 'the same');
  return [
    ['', ...view.listings.map(({ title }) => title), 'Difference'],
    ['Organisation', ...view.listings.map(({ organisation }) => organisation), ''],
    ...view.rows.map(({ label, cells, differs }) => [
      label,
      ...cells.map((lines) => lines.join('\n')),
      inWords(differs),
    ]),
  ];
}
