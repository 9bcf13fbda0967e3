// Documents for tests and benchmarks: a whole, plain listing of which any part can be said otherwise.
import { randomUUID } from 'node:crypto';
import { regions, type AskTerms, type Region } from '@exchange/contracts';
import { MAX_POUNDS, type ListingDocument } from './listings/document.ts';

let made = 0;

type Parts = Partial<Omit<ListingDocument, 'card' | 'asks'>> & { asks?: Partial<AskTerms>[]; slug?: string };

const allRegions = Object.keys(regions);

/** A document of a published listing; card and filters agree. Each is a minute newer than the one made before. */
export function aDocument(parts: Parts = {}): ListingDocument {
  made += 1;
  const id = parts.id ?? randomUUID();
  const publishedAt = parts.publishedAt ?? Date.UTC(2026, 0, 1) + made * 60_000;
  const title = parts.title ?? `Listing ${String(made)}`;
  const organisationId = parts.organisationId ?? randomUUID();
  const organisationSlug = parts.organisationSlug ?? `organisation-${String(made)}`;
  const organisationName = parts.organisationName ?? 'Some Charity';
  const national = parts.national ?? false;
  const namedRegions = national ? allRegions : (parts.regions ?? ['TLC']);
  const askTerms = (parts.asks ?? []).map(({ kind = 'contract', min = null, max = null }) => ({
    kind,
    min,
    max,
    minTermMonths: null,
  }));
  const common = {
    id,
    title,
    summary: parts.summary ?? '',
    stage: parts.stage ?? null,
    innovationType: parts.innovationType ?? null,
    national,
    evidenceLevel: parts.evidenceLevel ?? 0,
    serviceAreas: parts.serviceAreas ?? [],
  };
  return {
    ...common,
    organisationName,
    body: parts.body ?? '',
    asks: askTerms.map(({ kind, min, max }) => ({ kind, min: min ?? 0, max: max ?? MAX_POUNDS })),
    regions: namedRegions,
    localAuthorities: parts.localAuthorities ?? [],
    wholeRegions: parts.wholeRegions ?? namedRegions,
    beneficiaries: parts.beneficiaries ?? [],
    amount: parts.amount ?? Math.max(0, ...askTerms.map(({ min, max }) => max ?? min ?? 0)),
    verified: parts.verified ?? false,
    organisationId,
    organisationSlug,
    publishedAt,
    card: {
      ...common,
      stage: common.stage as ListingDocument['card']['stage'],
      innovationType: common.innovationType as ListingDocument['card']['innovationType'],
      slug: parts.slug ?? `listing-${String(made)}`,
      organisation: {
        id: organisationId,
        slug: organisationSlug,
        name: organisationName,
        identifiers: [],
        verified: parts.verified ?? false,
      },
      asks: askTerms.map(({ kind }) => kind),
      askTerms,
      regions: namedRegions as Region[],
      evidenceReviewed: false,
      publishedAt: new Date(publishedAt).toISOString(),
      isDemonstration: false,
      sourceId: null,
    },
  };
}
