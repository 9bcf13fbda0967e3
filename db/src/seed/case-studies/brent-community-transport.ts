// Case study 7: Brent Community Transport.
import type { SeedListing } from '../types.ts';
import { planEvidence, planSource, writtenFrom } from './source.ts';

export const brentCommunityTransport: SeedListing = {
  organisation: 'brent-community-transport',
  sourceId: 'plan-2006-case-7',
  title: 'Brentlink and Hop & Shop: buses for people the buses miss',
  summary:
    'A friendly, accessible bus for people in Brent whom ordinary buses do not serve, and a weekly shopping trip that goes where the good, affordable food is. Over 900 members and three routes.',
  problem: [
    'If you cannot manage the step, or the nearest stop is too far, a city full of buses is no use. People who live in cut-off corners of a borough, or whom public services do not carry, stay at home: no shops, no clinic, no company.',
    'Food suffers too. Those who cannot get to a market or a supermarket buy what the corner shop has, which is dearer and seldom fresh.',
  ].join('\n\n'),
  howItWorks: [
    'Brent Community Transport was founded in 1975 to put right unfairness in who can get about. With £440,000 from the Urban Bus Challenge it started Brentlink: accessible buses that keep to a rough timetable on three routes but bend to where people are. It was worked out with Transport for London, the London Borough of Brent and many local voluntary organisations, and has over 900 individual members.',
    'Hop & Shop, run with the local Primary Care Trust as part of its work on healthy eating and five a day, is a weekly shopping bus. It serves a different area each week, according to need, instead of driving to one supermarket. From a sheltered housing scheme with a large Asian community, for example, it goes to shops with fresh food from India and Pakistan.',
    'A passenger who goes shopping with it once a week calls her bus perfect and the driver friendly and caring.',
    writtenFrom(7),
  ].join('\n\n'),
  whatIsDifferent:
    'The members shape it: at a review forum one of them praised it for letting vulnerable and less mobile people get about without having to depend on mainstream buses alone. It treats a shopping trip as a health service.',
  innovationType: 'existing_service',
  stage: 'pilot',
  serviceAreas: ['other_local_services.community_transport', 'health_social_care'],
  beneficiaries: ['older_people', 'disabled_people', 'minority_ethnic_communities', 'people_on_low_incomes'],
  national: false,
  regions: ['TLI'],
  localAuthorities: ['E09000005'],
  couldWorkIn: ['TLJ', 'TLH'],
  links: [],
  evidenceLevel: 1,
  evidence: [
    planEvidence(
      7,
      'Brentlink has over 900 individual members and three routes; Hop & Shop gives residents access to affordable, healthy food each week.',
    ),
    {
      kind: 'user_feedback',
      title: 'Brentlink review forum',
      year: 2005,
      finding: 'A member praised the service for helping vulnerable and less mobile people to get about.',
      author: 'Reported in Partnership in Public Services, case study 7',
    },
  ],
  outcomes: [
    { name: 'Individual members (more than)', unit: 'people', ours: 900, better: 'higher', source: planSource(7) },
  ],
  asks: [
    {
      kind: 'contract',
      valueMin: 90000,
      valueMax: 240000,
      minTermMonths: 36,
      routes: ['direct', 'subcontract', 'consortium'],
      regions: ['TLI'],
      note: 'For home-to-school or clinic journeys with spare seats. A demonstration figure.',
    },
    {
      kind: 'investment',
      amountMin: 30000,
      amountMax: 95000,
      instruments: ['grant', 'loan'],
      purpose: 'For one more accessible minibus and a booking system. A demonstration figure.',
      repaymentYears: 4,
    },
    {
      kind: 'research',
      question:
        'Do people who use Hop & Shop eat more fruit and vegetables, and see more of other people, than before?',
      designs: ['service_evaluation', 'qualitative'],
      dataHeld: 'The service has over 900 members. Budget and status are for demonstration.',
      budgetMin: 8000,
      budgetMax: 25000,
      ethicsStatus: 'not_started',
    },
    {
      kind: 'peers',
      topic:
        'Other community transport operators who carry people for the NHS: how do you price a journey so that it pays its full cost?',
    },
  ],
};
