// What organisations share, as their pages show it.
import type { Partnership, Transfer } from '@exchange/contracts';
import { ago, day } from '../format/dates.ts';
import { paragraphs } from '../format/words.ts';

/** The slug in what somebody typed or pasted: a slug, or the address of an organisation's page. */
export function slugIn(typed: string): string {
  const text = typed.trim();
  return (/\/organisations\/([^/?#]+)/.exec(text)?.[1] ?? text).toLowerCase();
}

const aboutListing = ({ id, slug, title, summary, isPublished }: Transfer['listing']) => ({
  id,
  title: title ?? 'No title yet',
  summary: summary ?? '',
  href: isPublished && slug !== null ? `/listings/${slug}` : null,
});

export function transferView(transfer: Transfer) {
  const { id, listing, from, to, note, requestedBy, expiresAt, createdAt } = transfer;
  return {
    id,
    listing: aboutListing(listing),
    from: from.name,
    to: to.name,
    toSlug: to.slug,
    note: paragraphs(note),
    asked: `asked ${ago(createdAt)} by ${requestedBy}`,
    until: day(expiresAt),
  };
}

export function partnershipView({ listing, organisation, partner, state, invitedBy, createdAt }: Partnership) {
  return {
    listing: aboutListing(listing),
    organisation: organisation.name,
    partner: { id: partner.id, slug: partner.slug, name: partner.name },
    isAccepted: state === 'accepted',
    asked: `asked ${ago(createdAt)} by ${invitedBy}`,
  };
}
