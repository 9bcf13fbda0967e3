// What differs between two contents of a listing, word by word and in words a person reads. No I/O.
import {
  beneficiaryGroups,
  contractRoutes,
  ethicsStatuses,
  evidenceKinds,
  innovationTypes,
  instruments,
  regions,
  replicationTerms,
  researchDesigns,
  stages,
  type DiffPart,
  type FieldDiff,
} from '@exchange/contracts';
import { diffArrays } from 'diff';

const words: Readonly<Record<string, string>> = {
  ...beneficiaryGroups,
  ...contractRoutes,
  ...ethicsStatuses,
  ...evidenceKinds,
  ...innovationTypes,
  ...instruments,
  ...regions,
  ...replicationTerms,
  ...researchDesigns,
  ...stages,
};
const money = new Set(['valueMin', 'valueMax', 'amountMin', 'amountMax', 'budgetMin', 'budgetMax', 'costPerPerson']);
const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 });
const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 4 });
/** Texts people write are never looked up, even if they happen to be a code. */
const prose = new Set([
  'title',
  'summary',
  'problem',
  'howItWorks',
  'whatIsDifferent',
  'name',
  'note',
  'finding',
  'topic',
  'altText',
  'caption',
]);

/** Named by what people know them by. */
const partNames: Readonly<Record<string, string>> = { fileId: 'file', altText: 'what it shows' };

/** "amountMin" reads "amount min": the field's own words, for the parts of a row. */
const spaced = (name: string) => partNames[name] ?? name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** A value as lines of text: a list one item a line, a row as "field: value". `labels` are of codes kept in tables. */
export function inWords(field: string, value: unknown, labels: ReadonlyMap<string, string> = new Map()): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') {
    if (field === 'year') return String(value);
    return money.has(field) ? pounds.format(value) : numbers.format(value);
  }
  if (typeof value === 'string') return prose.has(field) ? value : (words[value] ?? labels.get(value) ?? value);
  if (Array.isArray(value)) {
    const isRows = value.some((item) => typeof item === 'object');
    return value.map((item) => inWords(field, item, labels)).join(isRows ? '\n\n' : '\n');
  }
  return Object.entries(value)
    .map(([name, part]) => [spaced(name), inWords(name, part, labels).replaceAll('\n', ', ')] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}: ${text}`)
    .join('\n');
}

/** Words, figures with their pound sign and commas, spaces, and every other character by itself. */
const tokens = (text: string) => text.match(/\s+|£?\d+(?:[.,]\d+)*|[\p{L}\p{M}'’-]+|[^]/gu) ?? [];

/** The words of one text that stayed, came and went. Beyond 1,000 changes the two are shown whole, one after the other. */
export function diffTexts(before: string, after: string): DiffPart[] {
  const found = diffArrays(tokens(before), tokens(after), { maxEditLength: 1_000 });
  if (!found)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  return found.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}

/** What differs in each of the fields named, in their order; a field whose words are the same is left out. */
export function diffContents(
  fields: readonly string[],
  before: object,
  after: object,
  labels?: ReadonlyMap<string, string>,
): FieldDiff[] {
  const textOf = (source: object, field: string) => inWords(field, (source as Record<string, unknown>)[field], labels);
  return fields
    .map((path) => ({ path, parts: diffTexts(textOf(before, path), textOf(after, path)) }))
    .filter(({ parts }) => parts.some(({ kind }) => kind !== 'same'));
}
