// Case study 5: NOMS in Yorkshire and Humberside.
import type { SeedListing } from '../types.ts';
import { planEvidence, planSource, writtenFrom } from './source.ts';

export const nomsYorkshire: SeedListing = {
  organisation: 'noms-yorkshire-humber',
  sourceId: 'plan-2006-case-5',
  title: 'A charity Pathway Team inside the offender management service',
  summary:
    'A team for the voluntary sector, led by a senior manager on secondment from a charity or social enterprise, works inside the region’s offender management service. Eight third sector organisations won new funding for work on bail and with women.',
  problem: [
    'Charities often pioneer new ways of working with offenders, yet prisons and probation find it hard to buy from them. Each side knows little of how the other works. Tenders suit large bidders, and small specialists, who may be the only people a frightened client will talk to, stay outside.',
    'Good will does not mend this. What is needed is someone in the room who knows both worlds.',
  ].join('\n\n'),
  howItWorks: [
    'The National Offender Management Service in Yorkshire and the Humber formed a Pathway Team for the voluntary and community sector. It works within the structures of the Reducing Re-offending Team, across all its subjects, and not beside them. Its head is a senior manager seconded from the third sector.',
    'In 2006/07 more than £10 million of additional funding was made available for new services to offenders: bail information, bail support, and specialist services for women. Eight third sector organisations, mostly working in partnerships, won new funding.',
    writtenFrom(5),
  ].join('\n\n'),
  whatIsDifferent:
    'Someone who knows the sector from within sits inside the service. That has significantly raised knowledge, confidence and trust on both sides about working together.',
  innovationType: 'organisational_improvement',
  stage: 'pilot',
  serviceAreas: [
    'correctional_services.probation_interventions',
    'correctional_services.bail_support',
    'correctional_services.services_for_women_offenders',
  ],
  beneficiaries: ['offenders_and_ex_offenders', 'women'],
  national: false,
  regions: ['TLE'],
  couldWorkIn: ['TLC', 'TLD', 'TLF'],
  links: [],
  evidenceLevel: 1,
  evidence: [
    planEvidence(
      5,
      'Eight third sector organisations secured new funding, mostly in partnerships, and trust in working with the service rose significantly.',
    ),
  ],
  outcomes: [
    {
      name: 'Charities and social enterprises with new funding',
      unit: 'organisations',
      ours: 8,
      better: 'higher',
      source: planSource(5),
    },
    {
      name: 'Additional funding for new services in 2006/07 (more than)',
      unit: '£ million',
      ours: 10,
      better: 'higher',
      source: planSource(5),
    },
  ],
  asks: [
    {
      kind: 'peers',
      topic:
        'Other regions and police forces that have brought charity staff into their commissioning: how do you keep it fair to those who bid?',
    },
    {
      kind: 'research',
      question:
        'Do courts use bail more, and do people keep to it better, where a charity gives bail information and support?',
      designs: ['quasi_experimental', 'qualitative'],
      dataHeld: 'Regional management information, by agreement. Budget and status are for demonstration.',
      budgetMin: 40000,
      budgetMax: 100000,
      ethicsStatus: 'in_progress',
    },
  ],
};
