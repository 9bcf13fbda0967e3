// What may be done with a listing in each state, by its own organisation (the api has the last word).
import type { Listing, ListingState } from '@exchange/contracts';
import type { Api } from '../api/client.ts';
import { need } from '../api/guard.ts';
import { getListing, moveListing, type Step } from '../api/listings.ts';

const editable: readonly ListingState[] = ['draft', 'changes_requested', 'published', 'paused'];

export const canEdit = (state: ListingState, isStaff: boolean): boolean =>
  editable.includes(state) || (isStaff && state === 'in_review');

/** Whether there is something that its organisation can submit: the listing, or the revision beside its page. */
export const canSubmit = ({ state, pendingRevision }: Listing): boolean =>
  state === 'draft' || state === 'changes_requested' || pendingRevision?.state === 'draft';

/** Whether sections save themselves while somebody types: only where nothing of it can be public before it is finished. */
export const autosaves = ({ state, pendingRevision }: Listing): boolean =>
  state === 'draft' || state === 'changes_requested' || state === 'paused' || pendingRevision?.state === 'draft';

/** What the reviewers wrote last, where it still waits for an answer. */
export const noteOf = ({ state, reviewNote, pendingRevision }: Listing): string | null =>
  state === 'changes_requested' || state === 'draft'
    ? (reviewNote ?? null)
    : pendingRevision?.state === 'draft'
      ? pendingRevision.note
      : null;

/** The buttons of each state: a step of its life, what the button says, and what it will do. */
export const steps: Readonly<Record<ListingState, readonly { step: Step; label: string; about: string }[]>> = {
  draft: [],
  in_review: [
    {
      step: 'archive',
      label: 'Withdraw and archive it',
      about: 'It leaves the review. You can take it out of the archive again.',
    },
  ],
  changes_requested: [
    { step: 'archive', label: 'Archive it', about: 'It leaves your desk. You can take it out of the archive again.' },
  ],
  published: [
    {
      step: 'confirm',
      label: 'It is still right',
      about: 'Says that you have looked, and that nothing needs changing.',
    },
    {
      step: 'pause',
      label: 'Pause it',
      about: 'It is not shown while it is paused. You can change it without pausing it.',
    },
    { step: 'archive', label: 'Archive it', about: 'It is taken down until you take it out of the archive again.' },
  ],
  paused: [
    { step: 'resume', label: 'Publish it again', about: 'If you changed it, it is reviewed first.' },
    { step: 'archive', label: 'Archive it', about: 'It stays down until you take it out of the archive again.' },
  ],
  archived: [
    {
      step: 'reopen',
      label: 'Take it out of the archive',
      about: 'It comes back paused, or as a draft if it was never public. Nobody else sees it until you publish it.',
    },
  ],
};

/** A listing that belongs to the person, as they last wrote it, or a hidden page. */
export async function ownListing(api: Api, id: string, from: string): Promise<Listing> {
  return need(await getListing(api, id, 'pending'), from);
}

export const isStep = (value: string): value is Step =>
  ['submit', 'confirm', 'pause', 'resume', 'archive', 'reopen'].includes(value);

/** @param reason why, which archiving keeps in the history */
export const takeStep = (api: Api, id: string, step: Step, reason = '') =>
  moveListing(api, id, step, step === 'archive' && reason.trim() !== '' ? { reason } : {});
