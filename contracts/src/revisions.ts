// Revisions: each content a public listing has had, the one that waits beside it, and what differs between two, word by word.
import { z } from 'zod';
import { Id, Instant } from './common.ts';

/** `draft` and `in_review` are open: a listing has at most one that is. `superseded` was thrown away, or outlived by its listing. */
export const RevisionState = z.enum(['draft', 'in_review', 'approved', 'declined', 'superseded']);
export type RevisionState = z.infer<typeof RevisionState>;

/** The open revision of a listing, as its members and the exchange team see it beside the page that stands. */
export const PendingRevision = z
  .object({
    number: z.int().min(1),
    state: z.enum(['draft', 'in_review']),
    /** The parts that differ from the page. */
    changed: z.array(z.string()),
    /** Whether something changed that matching looks at, so that it is announced anew. */
    material: z.boolean(),
    /** The reviewers' note of the last request for changes. */
    note: z.string().nullable(),
    submittedAt: Instant.nullable(),
    updatedAt: Instant,
  })
  .meta({ id: 'PendingRevision' });
export type PendingRevision = z.infer<typeof PendingRevision>;

export const Revision = z
  .object({
    id: Id,
    number: z.int().min(1),
    state: RevisionState,
    changed: z.array(z.string()),
    material: z.boolean(),
    note: z.string().nullable(),
    createdBy: z.string(),
    reviewedBy: z.string().nullable(),
    createdAt: Instant,
    submittedAt: Instant.nullable(),
    decidedAt: Instant.nullable(),
  })
  .meta({ id: 'Revision' });
export type Revision = z.infer<typeof Revision>;

/** A run of words that stayed, came or went. */
export const DiffPart = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
export type DiffPart = z.infer<typeof DiffPart>;

/** One part of a listing, with its words before and after in one line of reading. */
export const FieldDiff = z.object({ path: z.string(), parts: z.array(DiffPart) }).meta({ id: 'FieldDiff' });
export type FieldDiff = z.infer<typeof FieldDiff>;

/** A revision with what it changes. */
export const RevisionDetail = Revision.extend({ diff: z.array(FieldDiff) }).meta({ id: 'RevisionDetail' });
export type RevisionDetail = z.infer<typeof RevisionDetail>;
