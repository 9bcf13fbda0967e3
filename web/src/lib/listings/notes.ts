// What stands at the fields of a section beside what is wrong: what is worth a second look, and what the reviewers said.
import { warningsOf, type FieldProblem, type Listing, type Review } from '@exchange/contracts';
import { toProblem } from '../forms/problems.ts';
import type { Note } from '../forms/context.ts';
import { moment } from '../format/dates.ts';
import { toFormPath } from './ask-form.ts';
import { listingLabels } from './labels.ts';
import { partLabel } from './revisions.ts';
import { linkProblems, partsOf, sectionOfPath, type SectionSlug } from './sections.ts';

const inSection = (warnings: readonly FieldProblem[], slug: SectionSlug) =>
  warnings.filter(({ path }) => sectionOfPath(path) === slug);

/** The warnings of a section, each at its field in the form. */
export function warningNotes(listing: Listing, slug: SectionSlug): Note[] {
  const kinds = listing.asks.map(({ kind }) => kind);
  return inSection(warningsOf(listing), slug).map((one) => ({
    kind: 'warning',
    path: toFormPath(one.path, kinds),
    text: toProblem(one, listingLabels).message,
  }));
}

/** The comments on the parts of a section, those that were answered too: a text may still be at fault. */
export function commentNotes({ comments }: Review, slug: SectionSlug): Note[] {
  const parts = partsOf(slug);
  return comments
    .filter(({ path }) => parts.includes(path.split('.')[0] ?? ''))
    .map(({ path, text, author, createdAt, answer }) => ({
      kind: 'comment',
      path,
      text,
      by: `${author}, ${moment(createdAt)}${answer === null ? '' : '. You have answered.'}`,
    }));
}

/** Every warning with the part that it is of, and where it is mended. */
export function warningsInWords(listing: Listing): { words: string; href: string }[] {
  const kinds = listing.asks.map(({ kind }) => kind);
  return linkProblems(listing, warningsOf(listing)).map(({ path, message, href }) => {
    const [top = '', ask] = toFormPath(path, kinds).split('.');
    const part = partLabel(top === 'asks' && ask !== undefined ? `asks.${ask}` : top);
    return { words: `${part}: ${message}`, href };
  });
}
