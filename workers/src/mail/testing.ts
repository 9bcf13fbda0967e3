// Made-up content of mail about matches, for tests of how it reads.
import type { ListingCard } from '@exchange/contracts';
import type { MatchedInterest, MatchedListing } from '../matching/item.ts';
import type { Mail } from './render.ts';

export const aCard = (changes: Partial<ListingCard> = {}): ListingCard => ({
  id: '019abc00-0000-7000-8000-000000000001',
  slug: 'one-team-for-low-vision',
  title: 'One team for low vision',
  summary: 'Help within two weeks for people who are losing their sight.',
  organisation: {
    id: '019abc00-0000-7000-8000-000000000002',
    slug: 'gateshead',
    name: 'Gateshead Sight',
    identifiers: [],
    verified: true,
  },
  asks: ['contract', 'investment', 'research', 'peers'],
  askTerms: [
    { kind: 'contract', min: 90_000, max: null, minTermMonths: 24 },
    { kind: 'investment', min: 50_000, max: 120_000, minTermMonths: null },
    { kind: 'research', min: null, max: null, minTermMonths: null },
    { kind: 'peers', min: null, max: null, minTermMonths: null },
  ],
  stage: 'pilot',
  innovationType: 'new_service',
  serviceAreas: ['health_social_care.low_vision'],
  regions: ['TLC', 'TLE'],
  national: false,
  evidenceLevel: 2,
  evidenceReviewed: true,
  publishedAt: '2026-07-14T23:30:00.000Z',
  isDemonstration: false,
  sourceId: null,
  ...changes,
});
export const anInterest = (changes: Partial<MatchedInterest> = {}): MatchedInterest => ({
  matchId: '019abc00-0000-7000-8000-000000000003',
  interestName: 'Sight loss in the North East',
  organisationName: 'NESTA',
  reasons: ['seeks investment of £50,000–£120,000; you invest £25,000–£250,000', 'works in North East'],
  cautions: ['its evidence has not been reviewed yet'],
  unsubscribeToken: 'one+token',
  mayDismiss: true,
  ...changes,
});
export const anItem = (listing: Partial<ListingCard> = {}, ...interests: MatchedInterest[]): MatchedListing => {
  const [best = anInterest(), ...others] = interests;
  return { listing: aCard(listing), interests: [best, ...others] };
};
export const aMatch = (item = anItem(), name = 'Fay'): Mail => ({
  kind: 'match',
  data: { name, item, stopAllToken: 'all' },
});
export const aDigest = (changes: Partial<Extract<Mail, { kind: 'digest' }>['data']> = {}): Mail => ({
  kind: 'digest',
  data: { name: 'Fay', frequency: 'daily', items: [anItem()], more: 0, stopAllToken: 'all', ...changes },
});
