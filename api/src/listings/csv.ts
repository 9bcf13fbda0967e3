// Search results as CSV (RFC 4180) that a spreadsheet opens without running anything.
import type { ListingCard } from '@exchange/contracts';

/** A cell that begins like a formula gets an apostrophe, which spreadsheets show as text (OWASP, CSV injection). */
function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const moneyOf = (card: ListingCard, kind: string, side: 'min' | 'max') =>
  card.askTerms.find((terms) => terms.kind === kind)?.[side] ?? null;

const columns: readonly [string, (card: ListingCard, webUrl: string) => string | number | boolean | null][] = [
  ['title', (card) => card.title],
  ['summary', (card) => card.summary],
  ['organisation', (card) => card.organisation.name],
  [
    'organisation identifiers',
    (card) => card.organisation.identifiers.map(({ scheme, id }) => `${scheme}-${id}`).join(' '),
  ],
  ['organisation verified', (card) => card.organisation.verified],
  ['asks', (card) => card.asks.join(' ')],
  ['contract from (£ a year)', (card) => moneyOf(card, 'contract', 'min')],
  ['contract to (£ a year)', (card) => moneyOf(card, 'contract', 'max')],
  ['investment from (£)', (card) => moneyOf(card, 'investment', 'min')],
  ['investment to (£)', (card) => moneyOf(card, 'investment', 'max')],
  ['research from (£)', (card) => moneyOf(card, 'research', 'min')],
  ['research to (£)', (card) => moneyOf(card, 'research', 'max')],
  ['stage', (card) => card.stage],
  ['innovation type', (card) => card.innovationType],
  ['service areas', (card) => card.serviceAreas.join(' ')],
  ['national', (card) => card.national],
  ['regions', (card) => card.regions.join(' ')],
  ['evidence level', (card) => card.evidenceLevel],
  ['evidence reviewed', (card) => card.evidenceReviewed],
  ['published', (card) => card.publishedAt],
  ['demonstration', (card) => card.isDemonstration],
  ['address', (card, webUrl) => `${webUrl}/listings/${card.slug}`],
];

/** A line of names, then one a listing; lines end in CRLF. */
export function toCsv(cards: readonly ListingCard[], webUrl: string): string {
  const lines = [
    columns.map(([name]) => cell(name)),
    ...cards.map((card) => columns.map(([, of]) => cell(of(card, webUrl)))),
  ];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}
