// Who may see and do what with a listing, and in which state: pure rules, read as sentences and tested as tables.
import type { ListingState } from '@exchange/contracts';
import { canModerate, canReadWithin, canWriteFor, type Person } from '../accounts/policy.ts';

/** What a rule needs to know of a listing. */
export interface Subject {
  organisationId: string;
  state: ListingState;
}

/** Everybody sees what is published; its organisation and staff see it in every state. */
export const canRead = (person: Person | undefined, listing: Subject) =>
  listing.state === 'published' || canReadWithin(person, listing.organisationId);

export const canReadHistory = (person: Person | undefined, listing: Subject) =>
  canReadWithin(person, listing.organisationId);

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
] as const;
export type ListingAction = (typeof actions)[number];

/** What only the reviewers do. */
export const reviewing: ReadonlySet<ListingAction> = new Set(['publish', 'requestChanges', 'decline', 'restore']);

/** Deciding and going back is the reviewers'; the rest is for those who write for the organisation. */
export const canDo = (person: Person | undefined, action: ListingAction, listing: Subject) =>
  reviewing.has(action) ? canModerate(person) : canWriteFor(person, listing.organisationId);

/** The states in which each may be done. Archived is the end. */
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
};

/** Staff may also put right what is under review. */
export const canEditIn = (state: ListingState, by: { isStaff: boolean }) =>
  allowedIn.edit.includes(state) || (state === 'in_review' && by.isStaff);

/**
 * Whether a change is public at once; if not, it makes a revision that waits for its review. Once a revision is open,
 * everybody writes into it: two writers at one text meet there and not on the page.
 */
export const changesAtOnce = (by: { isStaff: boolean; isTrusted: boolean; hasOpenRevision: boolean }) =>
  !by.hasOpenRevision && (by.isStaff || by.isTrusted);
