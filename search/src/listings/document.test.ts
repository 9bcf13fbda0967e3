// What of a listing goes into the index.
import type { Listing } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { MAX_POUNDS, toDocument } from './document.ts';

const listing = {
  id: '0197a000-0000-7000-8000-000000000001',
  slug: 'low-vision',
  state: 'published',
  title: 'Low vision',
  summary: 'In one visit.',
  problem: 'People wait.',
  howItWorks: null,
  whatIsDifferent: '',
  stage: 'pilot',
  innovationType: null,
  serviceAreas: ['health_social_care.low_vision', 'health_social_care'],
  beneficiaries: [],
  national: false,
  regions: ['TLC', 'TLD'],
  localAuthorities: ['E08000037'],
  evidenceLevel: 1,
  reviewedEvidenceLevel: 3,
  evidence: [{ kind: 'study', title: 'A study', finding: 'It helps.' }],
  outcomes: [{ name: 'Waiting', ours: 3, source: 'Own data' }],
  pictures: [{ fileId: '0197a000-0000-7000-8000-000000000003', altText: 'A reading lamp' }],
  documents: [{ fileId: '0197a000-0000-7000-8000-000000000004', title: 'Annual report' }],
  asks: [
    { kind: 'investment', amountMin: 10_000, amountMax: null, instruments: [], purpose: 'A second van' },
    { kind: 'contract', valueMin: null, valueMax: 90_000, routes: [], regions: [] },
    { kind: 'peers', topic: 'Lamps' },
  ],
  organisation: {
    id: '0197a000-0000-7000-8000-000000000002',
    slug: 'sight',
    name: 'Sight',
    identifiers: [],
    verified: true,
  },
  publishedAt: '2026-01-02T03:04:05.000Z',
} as unknown as Listing;

describe('toDocument', () => {
  const document = toDocument(listing, ['TLC']);

  it('holds all words of a listing', () => {
    for (const words of ['People wait.', 'A study', 'It helps.', 'Waiting', 'Own data', 'A second van', 'Lamps'])
      expect(document.body).toContain(words);
  });

  it('leaves open what was not stated', () => {
    expect(document.asks).toEqual([
      { kind: 'investment', min: 10_000, max: MAX_POUNDS },
      { kind: 'contract', min: 0, max: 90_000 },
      { kind: 'peers', min: 0, max: MAX_POUNDS },
    ]);
    expect(document.amount).toBe(90_000);
  });

  it('is found under the first level of its service areas, once', () => {
    expect(document.serviceAreas).toEqual(['health_social_care', 'health_social_care.low_vision']);
  });

  it('covers the regions of its authorities, wholly only those with none of them named', () => {
    expect(document.regions).toEqual(['TLC', 'TLD']);
    expect(document.wholeRegions).toEqual(['TLD']);
    expect(toDocument({ ...listing, national: true }, ['TLC']).wholeRegions).toHaveLength(12);
  });

  it('has the reviewed level of evidence', () => {
    expect(document.evidenceLevel).toBe(3);
  });
});
