// States, roles and actions in plain English.
import type { Frequency, ListingState, MatchState, MemberRole } from '@exchange/contracts';

export const listingStates: Readonly<Record<ListingState, string>> = {
  draft: 'Draft',
  in_review: 'Being reviewed',
  changes_requested: 'Changes asked for',
  published: 'Published',
  paused: 'Paused',
  archived: 'Archived',
};

export const matchStates: Readonly<Record<MatchState, string>> = {
  new: 'New',
  seen: 'Seen',
  shortlisted: 'Shortlisted',
  dismissed: 'Not for us',
};

export const roles: Readonly<Record<MemberRole, string>> = { owner: 'Owner', editor: 'Editor', viewer: 'Viewer' };

/** What an interest's alert frequency means in practice; said before it is saved and wherever it is shown. */
export const frequencies: Readonly<Record<Frequency, { label: string; sentence: string }>> = {
  instant: {
    label: 'At once',
    sentence: 'We mail you each time an innovation that fits is published.',
  },
  daily: {
    label: 'Daily',
    sentence: 'We mail you once a day, when something new fits. On days without anything new, no mail.',
  },
  weekly: {
    label: 'Weekly',
    sentence: 'We mail you once a week, when something new fits. In weeks without anything new, no mail.',
  },
  off: { label: 'No mail', sentence: 'We mail you nothing. Matches still show here when you look.' },
};

const actions: Readonly<Record<string, string>> = {
  created: 'Draft started',
  updated: 'Edited',
  changed: 'Edited',
  submitted: 'Submitted for review',
  published: 'Published',
  changes_requested: 'Changes asked for',
  paused: 'Paused',
  resumed: 'Published again',
  archived: 'Archived',
  imported: 'Brought in from a catalogue',
  declined: 'Declined',
  approved: 'Approved, to be published later',
  scheduled: 'Time of publishing chosen',
  confirmed: 'Said to be still right',
  evidence_reviewed: 'Evidence reviewed',
  restored: 'Taken back to an earlier revision',
  reopened: 'Taken out of the archive',
  transfer_requested: 'Another organisation asked to take it over',
  transfer_declined: 'Taking it over declined',
  transfer_cancelled: 'Handing it on taken back',
  transferred: 'Handed to another organisation',
  partner_invited: 'Another organisation asked to write it too',
  partner_joined: 'Another organisation writes it too',
  partner_left: 'Another organisation stopped, or declined, to write it',
  partner_removed: 'Writing it together ended',
  revision_changed: 'Changes written',
  revision_submitted: 'Changes submitted for review',
  revision_approved: 'Changes published',
  revision_declined: 'Changes declined',
  revision_discarded: 'Changes thrown away',
  revision_withdrawn: 'Changes taken back from review',
};

/** A history action ("listing.changes_requested") in plain words; an unknown one is made readable. */
export function actionInWords(action: string): string {
  const verb = action.slice(action.lastIndexOf('.') + 1).replaceAll('-', '_');
  const known = actions[verb];
  if (known !== undefined) return known;
  const words = verb.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Parts a person's text at blank lines. */
export function paragraphs(text: string | null): string[] {
  return (text ?? '')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
