// Shortlists: listings that an organisation keeps together, with notes and tags, seen by its members only.
import { z } from 'zod';
import { Id, Instant, text, Version } from './common.ts';
import { ListingCard } from './search.ts';

/** The list that a match goes to when somebody shortlists it. */
export const DEFAULT_SHORTLIST = 'Shortlist';
/** More than this is no shortlist: a list takes so many listings at the most. */
export const MOST_SHORTLISTED = 200;

const name = text(120, 1);
const note = text(2000);
const tags = z
  .array(text(40, 1))
  .max(10, 'must be 10 or fewer')
  .transform((given) => [...new Map(given.map((tag) => [tag.toLowerCase(), tag])).values()]);

export const CreateShortlistBody = z.strictObject({ organisationId: Id, name });
export type CreateShortlistBody = z.infer<typeof CreateShortlistBody>;

export const UpdateShortlistBody = z.strictObject({ version: Version, name });
export type UpdateShortlistBody = z.infer<typeof UpdateShortlistBody>;

/** A tag given twice, in whatever case, counts once. */
export const AddToShortlistBody = z.strictObject({ listingId: Id, note: note.default(''), tags: tags.default([]) });
export type AddToShortlistBody = z.infer<typeof AddToShortlistBody>;

export const UpdateShortlistItemBody = z.strictObject({
  version: Version,
  note: note.optional(),
  tags: tags.optional(),
});
export type UpdateShortlistItemBody = z.infer<typeof UpdateShortlistItemBody>;

export const Shortlist = z
  .object({
    id: Id,
    organisationId: Id,
    name: z.string(),
    /** How many listings are on it. */
    size: z.int(),
    version: Version,
    createdAt: Instant,
    /** When its name or anything on it was changed last. */
    updatedAt: Instant,
  })
  .meta({ id: 'Shortlist' });
export type Shortlist = z.infer<typeof Shortlist>;

export const ShortlistItem = z
  .object({
    listingId: Id,
    /** Null while the listing is not public. */
    listing: ListingCard.nullable(),
    note: z.string(),
    tags: z.array(z.string()),
    /** The name of who added it. */
    addedBy: z.string(),
    addedAt: Instant,
    version: Version,
  })
  .meta({ id: 'ShortlistItem' });
export type ShortlistItem = z.infer<typeof ShortlistItem>;

/** A shortlist with all that is on it (200 listings at the most), what was added last first. */
export const ShortlistWithItems = Shortlist.extend({ items: z.array(ShortlistItem) }).meta({
  id: 'ShortlistWithItems',
});
export type ShortlistWithItems = z.infer<typeof ShortlistWithItems>;
