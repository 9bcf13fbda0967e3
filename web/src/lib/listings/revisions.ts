// Revisions as pages show them: states and changed parts in words.
import type { Listing, Revision, RevisionDetail, RevisionState } from '@exchange/contracts';
import { fileLabels } from '../files/labels.ts';
import { moment } from '../format/dates.ts';
import { sentenceList } from '../format/money.ts';
import { listingLabels } from './labels.ts';

const labels: Readonly<Record<string, string>> = {
  ...listingLabels,
  ...fileLabels,
  links: 'Links',
  evidence: 'Evidence',
  outcomes: 'Outcomes',
};

/** The label of a part of a listing, in words. */
export const partLabel = (path: string): string => labels[path] ?? path;

export const revisionStates: Readonly<Record<RevisionState, string>> = {
  draft: 'Being written',
  in_review: 'Being reviewed',
  approved: 'Public',
  declined: 'Declined',
  superseded: 'Thrown away',
};

export function revisionView(revision: Revision) {
  return {
    number: revision.number,
    state: revisionStates[revision.state],
    tone: revision.state === 'approved' ? ('good' as const) : ('plain' as const),
    wasPublic: revision.state === 'approved',
    // The first holds every part there is: to name them all would say nothing.
    changed: revision.number === 1 ? 'The whole listing' : sentenceList(revision.changed.map(partLabel)),
    material: revision.material,
    note: revision.note,
    by: revision.createdBy,
    reviewedBy: revision.reviewedBy,
    at: moment(revision.decidedAt ?? revision.submittedAt ?? revision.createdAt),
  };
}

/** What differs, part by part, each with its label. */
export const diffView = ({ diff }: RevisionDetail) =>
  diff.map(({ path, parts }) => ({ path, label: partLabel(path), parts }));
export type DiffView = ReturnType<typeof diffView>;

/** The pending revision of a listing as its own pages tell of it; null when none is open. */
export function pendingView({ pendingRevision }: Listing) {
  if (!pendingRevision) return null;
  const { number, state, changed, material, note } = pendingRevision;
  return { number, inReview: state === 'in_review', changed: sentenceList(changed.map(partLabel)), material, note };
}
