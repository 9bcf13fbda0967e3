// The card of a published listing: what every list of listings shows, whoever makes the list. No I/O.
import { moneyOf } from './asks.ts';
import type { Listing } from './listings.ts';
import type { ListingCard } from './search.ts';

/** The parts of a listing that its card is made from. */
export type CardSource = Pick<
  Listing,
  | 'id'
  | 'slug'
  | 'title'
  | 'summary'
  | 'asks'
  | 'stage'
  | 'innovationType'
  | 'serviceAreas'
  | 'regions'
  | 'national'
  | 'evidenceLevel'
  | 'reviewedEvidenceLevel'
  | 'publishedAt'
  | 'isDemonstration'
  | 'sourceId'
> & { organisation: ListingCard['organisation'] };

/** A published listing's card. Throws when it has no slug, title or date, which a published listing always has. */
export function toCard(listing: CardSource): ListingCard {
  const { id, slug, title, publishedAt, organisation } = listing;
  if (slug === null || title === null || publishedAt === null) throw new Error(`listing ${id} is not published`);
  return {
    id,
    slug,
    title,
    summary: listing.summary ?? '',
    organisation: {
      id: organisation.id,
      slug: organisation.slug,
      name: organisation.name,
      identifiers: organisation.identifiers,
      verified: organisation.verified,
    },
    asks: listing.asks.map((ask) => ask.kind),
    askTerms: listing.asks.map((ask) => ({
      kind: ask.kind,
      ...moneyOf(ask),
      minTermMonths: ask.kind === 'contract' ? (ask.minTermMonths ?? null) : null,
    })),
    stage: listing.stage,
    innovationType: listing.innovationType,
    serviceAreas: listing.serviceAreas,
    regions: listing.regions,
    national: listing.national,
    evidenceLevel: listing.reviewedEvidenceLevel ?? listing.evidenceLevel,
    evidenceReviewed: listing.reviewedEvidenceLevel !== null,
    publishedAt,
    isDemonstration: listing.isDemonstration,
    sourceId: listing.sourceId,
  };
}
