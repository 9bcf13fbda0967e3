// Documents for tests and benchmarks: a plain listing of which any part can be said otherwise.
import { randomUUID } from 'node:crypto';
import { regions, type AskTerms, type ListingCard } from '@exchange/contracts';
import { MAX_POUNDS, type ListingDocument } from './listings/document.ts';

let made = 0;

type Parts = Partial<Omit<ListingDocument, 'card' | 'asks' | 'national'>> &
  Partial<Pick<ListingCard, 'slug' | 'national'>> & { asks?: Partial<AskTerms>[] };

/** A minute later with each document, so that the last one made is the newest. */
const nextInstant = () => Date.UTC(2026, 0, 1) + made * 60_000;

function toCard(document: Omit<ListingDocument, 'card'>, slug: string, askTerms: AskTerms[]): ListingCard {
  const { id, title, summary, national, serviceAreas, evidenceLevel, organisationId, organisationSlug } = document;
  return {
    ...{ id, slug, title, summary, national, serviceAreas, evidenceLevel, askTerms },
    organisation: {
      id: organisationId,
      slug: organisationSlug,
      name: document.organisationName,
      identifiers: [],
      verified: document.verified,
    },
    asks: askTerms.map(({ kind }) => kind),
    stage: document.stage as ListingCard['stage'],
    innovationType: document.innovationType as ListingCard['innovationType'],
    regions: document.regions as ListingCard['regions'],
    evidenceReviewed: false,
    publishedAt: new Date(document.publishedAt).toISOString(),
    isDemonstration: false,
    sourceId: null,
  };
}

/** A document of a published listing; its card agrees with it. */
export function aDocument(parts: Parts = {}): ListingDocument {
  made += 1;
  const { asks = [], slug = `listing-${String(made)}`, ...said } = parts;
  const askTerms = asks.map(({ kind = 'contract', min = null, max = null }) => ({
    kind,
    min,
    max,
    minTermMonths: null,
  }));
  const named = said.national ? Object.keys(regions) : (said.regions ?? ['TLC']);
  const document = {
    ...{ id: randomUUID(), title: `Listing ${String(made)}`, summary: '', organisationName: 'Some Charity', body: '' },
    ...{
      serviceAreas: [],
      stage: null,
      innovationType: null,
      localAuthorities: [],
      beneficiaries: [],
      evidenceLevel: 0,
    },
    ...{
      national: false,
      verified: false,
      organisationId: randomUUID(),
      organisationSlug: `organisation-${String(made)}`,
    },
    publishedAt: nextInstant(),
    amount: Math.max(0, ...askTerms.map(({ min, max }) => max ?? min ?? 0)),
    wholeRegions: named,
    ...said,
    regions: named,
    asks: askTerms.map(({ kind, min, max }) => ({ kind, min: min ?? 0, max: max ?? MAX_POUNDS })),
  };
  return { ...document, card: toCard(document, slug, askTerms) };
}
