// Who may read a file, and who may keep a copy: pure rules, those of its listing.
import type { Person } from '../accounts/policy.ts';
import { canRead, canReadInside, type Subject as Listing } from '../listings/policy.ts';

interface Subject extends Listing {
  /** What is public of its listing, or would be as it stands, names the file. */
  isNamed: boolean;
}

/** Everybody reads what a published page shows, and may keep it. */
export const isPublicFile = (file: Subject) => file.state === 'published' && file.isNamed;

/** Who reads a page sees its files; those of a revision that waits, and what was taken out, are for those inside. */
export const canReadFile = (person: Person | undefined, file: Subject) =>
  (file.isNamed && canRead(person, file)) || canReadInside(person, file);
