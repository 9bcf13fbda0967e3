// An ask in words: its money in the heading, its terms as rows; the same on pages, in the PDF and in pictures.
import { moneyOf, type Ask } from './asks.ts';
import { listInWords, months, plural, poundsRange, sentenceList } from './figures.ts';
import { contractRoutes, ethicsStatuses, instruments, regions, researchDesigns, type AskKind } from './reference.ts';

export interface AskInWords {
  kind: AskKind;
  title: string;
  rows: { term: string; text: string }[];
  note: string | null;
}
type Row = readonly [string, string | null | undefined];

const words = (labels: Readonly<Record<string, string>>, codes: readonly string[]) =>
  sentenceList(
    codes.map((code) => labels[code] ?? code),
    'or',
  ) || null;

function contractRows(ask: Extract<Ask, { kind: 'contract' }>): Row[] {
  return [
    ['Length', ask.minTermMonths == null ? null : `${months(ask.minTermMonths)} or more`],
    ['Route', words(contractRoutes, ask.routes)],
    ['Capacity', ask.capacityPerYear == null ? null : `${plural(ask.capacityPerYear, 'person', 'people')} a year`],
    ['Areas', ask.regions.length === 0 ? null : listInWords(ask.regions.map((code) => regions[code]))],
  ];
}

function rowsOf(ask: Ask): Row[] {
  switch (ask.kind) {
    case 'contract':
      return contractRows(ask);
    case 'investment':
      return [
        ['Kind', words(instruments, ask.instruments)],
        ['For', ask.purpose],
        ['Repaid within', ask.repaymentYears == null ? null : plural(ask.repaymentYears, 'year')],
      ];
    case 'research':
      return [
        ['Question', ask.question],
        ['Design', words(researchDesigns, ask.designs)],
        ['Data held', ask.dataHeld],
        ['Ethics approval', ask.ethicsStatus == null ? null : ethicsStatuses[ask.ethicsStatus]],
      ];
    case 'peers':
      return [['About', ask.topic]];
  }
}

function titleOf(ask: Ask): string {
  const { min, max } = moneyOf(ask);
  const money = poundsRange(min, max);
  switch (ask.kind) {
    case 'contract':
      return money === null ? 'A contract' : `A contract worth ${money} a year`;
    case 'investment':
      return money === null ? 'Investment' : `Investment of ${money}`;
    case 'research':
      return money === null ? 'Research' : `Research with a budget of ${money}`;
    case 'peers':
      return 'Peers to learn from, or to teach';
  }
}

/** Every part of it that was said. */
export function askInWords(ask: Ask): AskInWords {
  return {
    kind: ask.kind,
    title: titleOf(ask),
    rows: rowsOf(ask).flatMap(([term, text]) => (text == null || text === '' ? [] : [{ term, text }])),
    note: ask.note ?? null,
  };
}
