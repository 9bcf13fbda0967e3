// Every kind of message with made-up content, for the exchange team to look at. A kind that is missing does not compile.
import type { EmailKind, ListingCard } from '@exchange/contracts';
import type { MailData } from '../mail/render.ts';
import type { MatchedListing } from '../matching/item.ts';

const sight: ListingCard = {
  id: '019abc00-0000-7000-8000-000000000001',
  slug: 'one-team-for-low-vision',
  title: 'One team for low vision',
  summary: 'Help within two weeks for people who are losing their sight, from one team of a charity and a hospital.',
  organisation: {
    id: '019abc00-0000-7000-8000-000000000002',
    slug: 'gateshead-sight',
    name: 'Gateshead Sight',
    identifiers: [{ scheme: 'GB-CHC', id: '1091222' }],
    verified: true,
  },
  asks: ['contract', 'investment'],
  askTerms: [
    { kind: 'contract', min: 90_000, max: 140_000, minTermMonths: 24 },
    { kind: 'investment', min: 50_000, max: 120_000, minTermMonths: null },
  ],
  stage: 'pilot',
  innovationType: 'new_service',
  serviceAreas: ['health_social_care.low_vision'],
  regions: ['TLC'],
  national: false,
  evidenceLevel: 2,
  evidenceReviewed: true,
  publishedAt: '2026-11-23T09:30:00.000Z',
  isDemonstration: true,
  sourceId: null,
};
const transport: ListingCard = {
  ...sight,
  id: '019abc00-0000-7000-8000-000000000011',
  slug: 'door-to-door-by-neighbours',
  title: 'Door to door by neighbours',
  summary: 'Volunteers drive people who cannot use a bus, booked by one telephone call.',
  organisation: {
    id: '019abc00-0000-7000-8000-000000000012',
    slug: 'brent-rides',
    name: 'Brent Rides',
    identifiers: [],
    verified: false,
  },
  asks: ['peers'],
  askTerms: [{ kind: 'peers', min: null, max: null, minTermMonths: null }],
  stage: 'scale',
  serviceAreas: ['other_local_services.community_transport'],
  regions: ['TLI'],
  evidenceLevel: 1,
  evidenceReviewed: false,
};

const items: readonly [MatchedListing, ...MatchedListing[]] = [
  {
    listing: sight,
    interests: [
      {
        matchId: '019abc00-0000-7000-8000-000000000003',
        interestName: 'Sight loss in the North East',
        organisationName: 'A foundation',
        reasons: ['seeks investment of £50,000–£120,000; you invest £25,000–£250,000', 'works in North East'],
        cautions: [],
        unsubscribeToken: 'sample',
        mayDismiss: true,
      },
    ],
  },
  {
    listing: transport,
    interests: [
      {
        matchId: '019abc00-0000-7000-8000-000000000013',
        interestName: 'Getting about',
        organisationName: 'A foundation',
        reasons: ['seeks peers to learn with', 'is at scale'],
        cautions: ['its evidence has not been reviewed yet'],
        unsubscribeToken: 'sample',
        mayDismiss: true,
      },
    ],
  },
];
const [first] = items;
const listing = { listingId: sight.id, title: sight.title, organisationName: sight.organisation.name };

/** What each kind says here. Links in them lead nowhere. */
export const samples: { readonly [K in EmailKind]: MailData<K> } = {
  verify_email: { name: 'Fay Funder', token: 'sample' },
  already_registered: { name: 'Fay Funder' },
  reset_password: { name: 'Fay Funder', token: 'sample' },
  security_notice: { name: 'Fay Funder', what: 'recovery_code_used', at: '2026-11-23T09:30:00.000Z', codesLeft: 9 },
  invitation: { organisationName: 'Gateshead Sight', invitedBy: 'Ida Innovator', role: 'editor', token: 'sample' },
  listing_published: { title: sight.title, slug: sight.slug, organisationName: sight.organisation.name, matches: 3 },
  changes_requested: {
    ...listing,
    note: 'Please say how many people were helped in a year, and how you counted them.',
  },
  review_decided: {
    ...{ ...listing, what: 'evidence_reviewed', slug: 'one-team-for-low-vision', level: 2 },
    note: 'The figures before and after are sound, and the numbers large enough. There is no comparison yet.',
    nextStep: 'Compare the people you help with those who are still on the waiting list.',
  },
  listing_untouched: { ...listing, isPaused: false },
  listing_transfer: {
    step: 'asked',
    title: sight.title,
    from: 'Gateshead Sight',
    to: 'Tyne Eye Care',
    receiver: { name: 'Tyne Eye Care', slug: 'tyne-eye-care' },
    by: 'Ida Innovator',
    note: 'You run it day to day already.',
    until: '25 December 2026',
  },
  listing_partner: {
    ...{
      step: 'asked',
      listingId: sight.id,
      title: sight.title,
      organisation: 'Gateshead Sight',
      partner: 'Tyne Eye Care',
    },
    receiver: { name: 'Tyne Eye Care', slug: 'tyne-eye-care' },
    by: 'Ida Innovator',
  },
  match: { name: 'Fay Funder', item: first, stopAllToken: 'sample' },
  digest: { name: 'Fay Funder', frequency: 'daily', items, more: 12, stopAllToken: 'sample' },
};
