// Who may read a file, and who may keep a copy: pure rules.
import type { ListingState } from '@exchange/contracts';
import { canReadWithin, type Person } from '../accounts/policy.ts';

interface Subject {
  organisationId: string;
  state: ListingState;
  /** What is public of its listing names the file. */
  isNamed: boolean;
}

/** Everybody reads what a published page shows, and may keep it. */
export const isPublicFile = (file: Subject) => file.state === 'published' && file.isNamed;

/** Drafts, revisions that wait, and what was taken out are for the organisation and the team. */
export const canReadFile = (person: Person | undefined, file: Subject) =>
  isPublicFile(file) || canReadWithin(person, file.organisationId);
