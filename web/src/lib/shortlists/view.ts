// A shortlist as its page shows it, and as a table that a spreadsheet opens.
import type { ShortlistItem, ShortlistWithItems } from '@exchange/contracts';
import { ago, day } from '../format/dates.ts';
import { cardView } from '../listings/card.ts';

/** Tags as people write them: parted by commas or on lines of their own; one written twice counts once. */
export function toTags(typed: string): string[] {
  const tags = typed.split(/[,\n]/).map((tag) => tag.trim());
  return [...new Set(tags)].filter((tag) => tag !== '');
}

export function itemView(item: ShortlistItem, now: Date = new Date()) {
  return {
    listingId: item.listingId,
    card: item.listing && cardView(item.listing, now),
    note: item.note,
    tags: item.tags,
    added: `Added by ${item.addedBy} ${ago(item.addedAt, now)}`,
    version: item.version,
  };
}
export type ItemView = ReturnType<typeof itemView>;

/** A line of names, then one for each listing; what is not public any more has no title. */
export function shortlistTable(shortlist: ShortlistWithItems, webUrl: string): string[][] {
  const rows = shortlist.items.map(({ listing, note, tags, addedBy, addedAt }) => [
    listing?.title ?? 'Not published any more',
    listing?.organisation.name ?? '',
    listing?.summary ?? '',
    note,
    tags.join(', '),
    addedBy,
    day(addedAt),
    listing ? `${webUrl}/listings/${listing.slug}` : '',
  ]);
  return [['Title', 'Organisation', 'Summary', 'Note', 'Tags', 'Added by', 'Added on', 'Address'], ...rows];
}
