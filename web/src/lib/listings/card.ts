// A listing as a card shows it: every code already a word, so that pages carry no code lists to the browser.
import { askKinds, evidenceLevels, regions, stages } from '@exchange/contracts';
import type { AskKind, AskTerms, Highlights, ListingCard, Region } from '@exchange/contracts';
import { ago } from '../format/dates.ts';
import { listInWords, months, poundsRange } from '../format/money.ts';
import { pieces, type Piece } from './highlight.ts';

export interface AskTagView {
  kind: AskKind;
  /** The kind alone: "Contract". */
  label: string;
  text: string;
}
export interface CardView {
  id: string;
  href: string;
  title: string;
  summary: string;
  /** Title, summary and, where something was found in it, body: in pieces, some of which were found. */
  words: { title: Piece[]; summary: Piece[]; body: Piece[] };
  organisation: { name: string; href: string; verified: boolean };
  where: string;
  stage: string | null;
  asks: AskTagView[];
  evidence: EvidenceView;
  published: string;
  isDemonstration: boolean;
}
export interface EvidenceView {
  level: number;
  reviewed: boolean;
  label: string;
}

/** An ask's tag: "Investment £60,000–£120,000", "Contract, 3 years or more". */
export function askTag({ kind, min, max, minTermMonths }: AskTerms): AskTagView {
  const money = poundsRange(min, max, '–');
  const term = minTermMonths === null ? '' : `, ${months(minTermMonths)} or more`;
  return { kind, label: askKinds[kind], text: `${askKinds[kind]}${money === null ? '' : ` ${money}`}${term}` };
}

/** Where a listing works: "National", "North East", "North East and London", "5 regions". */
export function whereInWords(national: boolean, codes: readonly Region[]): string {
  if (national) return 'National';
  if (codes.length > 3) return `${codes.length} regions`;
  return listInWords(codes.map((code) => regions[code]));
}

export function evidenceView(level: number, reviewed: boolean): EvidenceView {
  return { level, reviewed, label: evidenceLevels[level] ?? 'None yet' };
}

/** @param now for "published 3 days ago" */
export function cardView(card: ListingCard & { highlights?: Highlights }, now: Date = new Date()): CardView {
  return {
    id: card.id,
    href: `/listings/${card.slug}`,
    title: card.title,
    summary: card.summary,
    words: {
      title: pieces(card.highlights?.title ?? '', card.title),
      summary: pieces(card.highlights?.summary ?? '', card.summary),
      body: pieces(card.highlights?.body ?? ''),
    },
    organisation: {
      name: card.organisation.name,
      href: `/organisations/${card.organisation.slug}`,
      verified: card.organisation.verified,
    },
    where: whereInWords(card.national, card.regions),
    stage: card.stage === null ? null : stages[card.stage],
    asks: card.askTerms.map(askTag),
    evidence: evidenceView(card.evidenceLevel, card.evidenceReviewed),
    published: ago(card.publishedAt, now),
    isDemonstration: card.isDemonstration,
  };
}
