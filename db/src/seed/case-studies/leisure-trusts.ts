// Case study 4: leisure trusts.
import type { SeedListing } from '../types.ts';
import { planEvidence, planSource, writtenFrom } from './source.ts';

export const leisureTrusts: SeedListing = {
  organisation: 'sporta',
  sourceId: 'plan-2006-case-4',
  title: 'Leisure trusts: council leisure run for the community',
  summary:
    'A council hands its pools, sports centres, theatres or libraries to a charitable trust that exists to serve local people. 110 trusts do it already, with over 180 million visits a year between them.',
  problem: [
    'Pools, sports halls, theatres and parks matter to people’s health and happiness. But what customers expect keeps changing, and a service inside a council has little freedom to change with it.',
    'Selling them off is no answer either: what pays would be kept, and what only does good would be closed.',
  ].join('\n\n'),
  howItWorks: [
    'Since the early 1990s councils have been able to set up a leisure trust: an independent organisation with charitable purposes that runs leisure and cultural services in partnership with the council, to programmes they agree. “Leisure” may mean a theatre, a golf course, tourism or a sports centre, so some trusts are very large.',
    'Wigan Leisure & Culture Trust is one of the largest. It lives on what it earns, on outside funding and on a yearly grant from Wigan Council, and it has a trading arm for what is not charitable, such as catering and grounds maintenance. It was among the first to let people over 60 swim free, and it helped to arrange taster sessions for adult learners in the borough’s libraries. Greenwich Leisure runs more than 50 public centres within the M25.',
    'SpoRTA’s 110 member trusts have a turnover of £500 million between them and more than 12,300 full-time staff.',
    writtenFrom(4),
  ].join('\n\n'),
  whatIsDifferent:
    'The trust is free to move as quickly as its customers do, and any surplus stays in the community. “Swimming has so many benefits,” said a member of the local Over 50s Forum in Wigan: health, of course, but also making new friends.',
  innovationType: 'organisational_improvement',
  stage: 'scale',
  serviceAreas: ['other_local_services.community_sport_and_leisure', 'children_education_training.community_learning'],
  beneficiaries: ['general_public', 'older_people', 'young_people'],
  national: true,
  regions: [],
  replicationTerms: 'open',
  links: [],
  evidenceLevel: 1,
  evidence: [
    planEvidence(
      4,
      '110 member trusts handle over 180 million visits a year, with a combined turnover of £500 million and over 12,300 full-time employees.',
    ),
  ],
  outcomes: [
    {
      name: 'Visits to member trusts’ facilities',
      unit: 'million visits a year',
      ours: 180,
      better: 'higher',
      source: planSource(4),
    },
    { name: 'Leisure trusts in membership', unit: 'trusts', ours: 110, better: 'higher', source: planSource(4) },
  ],
  asks: [
    {
      kind: 'peers',
      topic:
        'Councils that are thinking of a trust, and trusts that have been through it: staff transfer, choosing a legal form, and keeping the council’s say without tying the trust’s hands.',
    },
    {
      kind: 'research',
      question:
        'What does free swimming for people over 60 do for their health and company, and what does it save the health service?',
      designs: ['economic', 'service_evaluation'],
      dataHeld: 'Visit figures of member trusts. Budget and status are for demonstration.',
      budgetMin: 25000,
      budgetMax: 75000,
      ethicsStatus: 'not_started',
    },
    {
      kind: 'investment',
      amountMin: 200000,
      amountMax: 500000,
      instruments: ['loan', 'quasi_equity'],
      purpose: 'A shared fund that lends to new trusts for their first two years. A demonstration figure.',
      repaymentYears: 8,
    },
  ],
};
