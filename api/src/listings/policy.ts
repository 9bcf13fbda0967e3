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

export const actions = ['submit', 'publish', 'requestChanges', 'pause', 'resume', 'archive', 'edit', 'delete'] as const;
export type ListingAction = (typeof actions)[number];

/** Publishing and asking for changes is the reviewers'; the rest is for those who write for the organisation. */
export const canDo = (person: Person | undefined, action: ListingAction, listing: Subject) =>
  action === 'publish' || action === 'requestChanges'
    ? canModerate(person)
    : canWriteFor(person, listing.organisationId);

/** The states in which each may be done. Archived is the end. */
export const allowedIn: Readonly<Record<ListingAction, readonly ListingState[]>> = {
  submit: ['draft', 'changes_requested'],
  publish: ['in_review'],
  requestChanges: ['in_review'],
  pause: ['published'],
  resume: ['paused'],
  archive: ['in_review', 'changes_requested', 'published', 'paused'],
  edit: ['draft', 'changes_requested', 'paused'],
  delete: ['draft'],
};

/** Staff may also put right what is under review or public; so may a trusted organisation what it has made public. */
export function canEditIn(state: ListingState, by: { isStaff: boolean; isTrusted: boolean }): boolean {
  if (allowedIn.edit.includes(state)) return true;
  return (state === 'published' && (by.isStaff || by.isTrusted)) || (state === 'in_review' && by.isStaff);
}
