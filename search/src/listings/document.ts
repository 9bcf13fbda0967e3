// What the index holds of a listing: words to find it by, codes to filter it by, and the card that a result shows. No I/O.
import { regions, toCard, type AskKind, type Listing, type ListingCard } from '@exchange/contracts';

export { toCard };

/** One ask as filters see it: whole pounds, a side that was not stated being open (0, or MAX_POUNDS). */
export interface DocumentAsk {
  kind: AskKind;
  min: number;
  max: number;
}

export const MAX_POUNDS = 1_000_000_000;

export interface ListingDocument {
  id: string;
  /** Searched in this order of weight. */
  title: string;
  summary: string;
  organisationName: string;
  /** Problem, how it works, what is different, outcomes, evidence titles, pictures' and documents' words, asks' words: one text, paragraphs apart. */
  body: string;
  asks: DocumentAsk[];
  /** Every code it is found under: its own, and the first level of each. */
  serviceAreas: string[];
  stage: string | null;
  innovationType: string | null;
  /** Regions it works in, those of its local authorities among them; all twelve when national. */
  regions: string[];
  localAuthorities: string[];
  /** Regions it covers as a whole: named, with none of their authorities named; all twelve when national. */
  wholeRegions: string[];
  national: boolean;
  beneficiaries: string[];
  /** Reviewed level, else self-assessed. */
  evidenceLevel: number;
  /** The most it asks for, whole pounds, by which `sort=amount` sorts: the highest figure stated in any ask; 0 where none is. */
  amount: number;
  verified: boolean;
  organisationId: string;
  organisationSlug: string;
  /** Milliseconds since 1970. */
  publishedAt: number;
  card: ListingCard;
}

const wordsOf = (listing: Listing): string =>
  [
    listing.problem,
    listing.howItWorks,
    listing.whatIsDifferent,
    ...listing.outcomes.flatMap((outcome) => [outcome.name, outcome.source]),
    ...listing.evidence.flatMap((item) => [item.title, item.finding, item.author]),
    ...listing.pictures.flatMap(({ altText, caption }) => [altText, caption]),
    ...listing.documents.map(({ title }) => title),
    ...listing.asks.flatMap((ask) =>
      ask.kind === 'investment'
        ? [ask.purpose]
        : ask.kind === 'research'
          ? [ask.question, ask.dataHeld]
          : ask.kind === 'peers'
            ? [ask.topic]
            : [ask.note],
    ),
  ]
    .filter((text): text is string => Boolean(text))
    .join('\n\n');

/** The highest figure stated in any of the asks; 0 where none is. */
function highestAmount(asks: ListingCard['askTerms']): number {
  return Math.max(0, ...asks.map(({ min, max }) => max ?? min ?? 0));
}

const firstLevel = (code: string) => code.split('.')[0] ?? code;

/**
 * Makes the document of a published listing.
 * @param regionsOf the regions in which its local authorities lie
 */
export function toDocument(listing: Listing, regionsOf: readonly string[] = []): ListingDocument {
  const card = toCard(listing);
  const allRegions = Object.keys(regions);
  return {
    id: listing.id,
    title: card.title,
    summary: card.summary,
    organisationName: card.organisation.name,
    body: wordsOf(listing),
    asks: card.askTerms.map(({ kind, min, max }) => ({ kind, min: min ?? 0, max: max ?? MAX_POUNDS })),
    serviceAreas: [...new Set(listing.serviceAreas.flatMap((code) => [firstLevel(code), code]))],
    stage: listing.stage,
    innovationType: listing.innovationType,
    regions: listing.national ? allRegions : [...new Set([...listing.regions, ...regionsOf])],
    localAuthorities: listing.localAuthorities,
    wholeRegions: listing.national ? allRegions : listing.regions.filter((region) => !regionsOf.includes(region)),
    national: listing.national,
    beneficiaries: listing.beneficiaries,
    evidenceLevel: card.evidenceLevel,
    amount: highestAmount(card.askTerms),
    verified: card.organisation.verified,
    organisationId: card.organisation.id,
    organisationSlug: card.organisation.slug,
    publishedAt: Date.parse(card.publishedAt),
    card,
  };
}
