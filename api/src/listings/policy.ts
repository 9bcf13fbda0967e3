// Who may see and do what with a listing, and in which state: pure rules, read as sentences and tested as tables.
import type { Listing, ListingState } from '@exchange/contracts';
import { canModerate, canReadWithin, canWriteFor, isOwner, type Person } from '../accounts/policy.ts';

/** What a rule needs to know of a listing. */
export interface Subject {
  organisationId: string;
  state: ListingState;
  /** The organisations that write it too; none unless told. */
  partnerIds?: readonly string[];
}

/** What a stored listing is to the rules. */
export const subjectOf = (listing: Pick<Listing, 'state' | 'organisation' | 'partners'>): Subject => ({
  organisationId: listing.organisation.id,
  state: listing.state,
  partnerIds: listing.partners.map(({ id }) => id),
});

const isAmong = (subject: Subject, rule: (organisationId: string) => boolean) =>
  rule(subject.organisationId) || (subject.partnerIds ?? []).some(rule);

/** Everybody sees what is published, reviewers also what waits; its organisation and staff see it in every state. */
export const canRead = (person: Person | undefined, listing: Subject) =>
  listing.state === 'published' ||
  (listing.state === 'in_review' && (person?.isReviewer ?? false)) ||
  canReadInside(person, listing);

/** What is not public of it: drafts, the pending revision, the history. */
export const canReadInside = (person: Person | undefined, listing: Subject) =>
  isAmong(listing, (id) => canReadWithin(person, id));

export const canReadHistory = canReadInside;

export const actions = [
  'submit',
  'publish',
  'requestChanges',
  'decline',
  'restore',
  'schedule',
  'confirm',
  'pause',
  'resume',
  'archive',
  'edit',
  'delete',
  'share',
  'transfer',
  'reopen',
] as const;
export type ListingAction = (typeof actions)[number];

/** What only the reviewers do. */
export const reviewing: ReadonlySet<ListingAction> = new Set(['publish', 'requestChanges', 'decline', 'restore']);

/**
 * Deciding and going back is the reviewers'; handing it on is for owners of its organisation; organisations that write it too
 * change its content and nothing else; the rest is for those who write for its own organisation.
 */
export function canDo(person: Person | undefined, action: ListingAction, listing: Subject): boolean {
  if (reviewing.has(action)) return canModerate(person);
  if (action === 'transfer') return isOwner(person, listing.organisationId);
  if (action === 'edit') return isAmong(listing, (id) => canWriteFor(person, id));
  return canWriteFor(person, listing.organisationId);
}

/** The states in which each may be done. */
export const allowedIn: Readonly<Record<ListingAction, readonly ListingState[]>> = {
  submit: ['draft', 'changes_requested'],
  publish: ['in_review'],
  requestChanges: ['in_review'],
  decline: ['in_review'],
  restore: ['published', 'paused'],
  schedule: ['draft', 'changes_requested', 'in_review', 'paused'],
  confirm: ['published'],
  pause: ['published'],
  resume: ['paused'],
  archive: ['in_review', 'changes_requested', 'published', 'paused'],
  edit: ['draft', 'changes_requested', 'published', 'paused'],
  delete: ['draft'],
  share: ['draft', 'in_review', 'changes_requested', 'published', 'paused'],
  transfer: ['draft', 'changes_requested', 'published', 'paused'],
  reopen: ['archived'],
};

/** Staff may also put right what is under review. */
export const canEditIn = (state: ListingState, by: { isStaff: boolean }) =>
  allowedIn.edit.includes(state) || (state === 'in_review' && by.isStaff);

/**
 * Whether a change is public at once; if not, it makes a revision that waits for its review. Once a revision is open,
 * everybody writes into it: two writers at one text meet there and not on the page. A trusted organisation is trusted for what
 * its own people write, not those of another.
 */
export const changesAtOnce = (by: { isStaff: boolean; isTrusted: boolean; hasOpenRevision: boolean }) =>
  !by.hasOpenRevision && (by.isStaff || by.isTrusted);
