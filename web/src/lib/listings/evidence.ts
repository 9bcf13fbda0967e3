// Evidence as a listing's page shows it: its own assessment beside the reviewed one, how they differ, and what it rests on.
import { evidenceInWords, evidenceQuestions, type Listing } from '@exchange/contracts';
import { day } from '../format/dates.ts';
import { paragraphs } from '../format/words.ts';
import { evidenceView, type EvidenceView } from './card.ts';

function differenceOf(self: number, reviewed: number | null): string {
  if (reviewed === null) return 'Nobody independent has reviewed this yet.';
  if (reviewed === self) return 'The reviewer came to the same level.';
  const steps = Math.abs(reviewed - self);
  return `The reviewer came to a level ${['one', 'two', 'three', 'four', 'five'][steps - 1] ?? steps} ${steps === 1 ? 'step' : 'steps'} ${reviewed < self ? 'lower' : 'higher'} than they did.`;
}

const itemView = (item: Listing['evidence'][number]) => ({
  title: item.title,
  url: item.url ?? null,
  about: evidenceInWords(item),
  finding: paragraphs(item.finding ?? null),
});

export interface EvidencePanel {
  /** What counts: the reviewed level where there is one. */
  best: EvidenceView;
  self: EvidenceView;
  reviewed: EvidenceView | null;
  difference: string;
  /** The reviewer's words, and when they were written. */
  note: string[];
  nextStep: string[];
  reviewedOn: string | null;
  /** What its writers say of it, of the questions that make the level. */
  answers: string[];
  items: ReturnType<typeof itemView>[];
}

export function evidencePanel(listing: Listing): EvidencePanel {
  const { evidenceLevel, reviewedEvidenceLevel } = listing;
  return {
    best: evidenceView(reviewedEvidenceLevel ?? evidenceLevel, reviewedEvidenceLevel !== null),
    self: evidenceView(evidenceLevel, false),
    reviewed: reviewedEvidenceLevel === null ? null : evidenceView(reviewedEvidenceLevel, true),
    difference: differenceOf(evidenceLevel, reviewedEvidenceLevel),
    note: paragraphs(listing.reviewedEvidenceNote),
    nextStep: paragraphs(listing.evidenceNextStep),
    reviewedOn: listing.evidenceReviewedAt && day(listing.evidenceReviewedAt),
    answers: listing.evidenceAnswers.map((answer) => evidenceQuestions[answer]),
    items: listing.evidence.map(itemView),
  };
}
