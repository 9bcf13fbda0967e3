// The slug of a listing that has been public: it follows the title, and the old ones lead on.
import type { Db } from '@exchange/db';
import { assignListingSlug } from '@exchange/db/listings/queries';
import { toSlug } from '../slugs.ts';

/** Whether a slug is what a title makes, with a number behind it or not. */
const isMadeOf = (slug: string, base: string) =>
  slug === base || (slug.startsWith(`${base}-`) && /^[0-9]{1,8}$/.test(slug.slice(base.length + 1)));

/**
 * Gives a listing whose title was changed the slug of its new title. Its earlier slugs stay its own: they are never given to
 * another listing, and a listing that goes back to an earlier title goes back to that slug.
 * @param changed the fields that were changed
 */
export async function followTitle(
  db: Db,
  listing: { id: string; slug: string | null; title: string | null },
  changed: readonly string[],
): Promise<void> {
  // What was never public has no slug yet.
  if (listing.slug === null || !changed.includes('title')) return;
  const base = toSlug(listing.title ?? '', 'listing');
  if (!isMadeOf(listing.slug, base)) await assignListingSlug(db, listing.id, base);
}
