// Case study 2: NCH Intensive Family Support Projects.
import type { SeedListing } from '../types.ts';
import { planEvidence, planSource, writtenFrom } from './source.ts';

const study = 'Preliminary findings of a two-year study commissioned by the Office of the Deputy Prime Minister';

export const intensiveFamilySupport: SeedListing = {
  organisation: 'action-for-children',
  sourceId: 'plan-2006-case-2',
  title: 'Intensive Family Support Projects',
  summary:
    'Practical and emotional help for families who could lose their home because of anti-social behaviour. Skilled workers stay alongside the whole family, and in a first study 95% kept their tenancy or made a planned move.',
  problem: [
    'When neighbours’ complaints pile up, eviction can look like the only answer. It seldom is one. The family loses its home, the children lose their school, and the same trouble begins again in another street.',
    'Behind the complaints there is often a household in crisis. What is missing is somebody who will work with all of it: parents, children, landlord and school together.',
  ].join('\n\n'),
  howItWorks: [
    'Work begins by calming whatever crisis the family is in. Then skilled workers get to know parents and children, bring the other agencies to the table, find out what is needed and agree goals with the family. They build on what the family is good at, and they do challenge the behaviour that puts the tenancy at risk.',
    'Help comes in the form that fits: intensive visits at home, support in a tenancy elsewhere in the area or, in some places, a residential unit. It is intensive and long-term, and working with the other agencies is treated as essential, not as an extra.',
    'There are eight projects in the UK. A ninth is planned for the North of England and three more for Scotland. “I’m warm, I’ve got some stability, and I know where I’m going home tomorrow,” one person said.',
    writtenFrom(2),
  ].join('\n\n'),
  whatIsDifferent:
    'It neither excuses the behaviour nor gives up on the family. One plan covers the home, the school and the neighbours, and is made with the family.',
  innovationType: 'new_service',
  stage: 'scale',
  serviceAreas: [
    'children_education_training.parenting_support',
    'other_local_services.housing_related_support',
    'children_education_training.preventative_support',
  ],
  beneficiaries: ['families', 'children', 'young_people', 'homeless_people'],
  national: true,
  regions: [],
  couldWorkIn: ['TLC', 'TLD', 'TLE', 'TLM'],
  links: [{ label: 'Action for Children (formerly NCH)', url: 'https://www.actionforchildren.org.uk' }],
  evidenceLevel: 2,
  evidence: [
    {
      kind: 'evaluation',
      title: study,
      year: 2006,
      finding:
        'Complaints fell for 82% of families; 95% kept their tenancy or made a planned move; school attendance improved in 84% of families while the project worked with them.',
      comparisonGroup: false,
      author: 'Reported in Partnership in Public Services, case study 2',
    },
    planEvidence(
      2,
      'The projects have been found to help break the cycle of problem behaviour; eight are running in the UK.',
    ),
  ],
  outcomes: [
    {
      name: 'Families with fewer complaints made about them',
      unit: '% of families',
      ours: 82,
      better: 'higher',
      source: planSource(2),
    },
    {
      name: 'Tenancy kept, or a planned move made',
      unit: '% of families',
      ours: 95,
      better: 'higher',
      source: planSource(2),
    },
    {
      name: 'Families whose children went to school more',
      unit: '% of families',
      ours: 84,
      better: 'higher',
      source: planSource(2),
    },
  ],
  asks: [
    {
      kind: 'contract',
      valueMin: 150000,
      valueMax: 400000,
      minTermMonths: 36,
      routes: ['direct', 'consortium'],
      regions: ['TLC', 'TLD', 'TLE', 'TLM'],
      note: 'For one project in one council area. A demonstration figure: the plan does not give the cost of a project.',
    },
    {
      kind: 'investment',
      amountMin: 100000,
      amountMax: 350000,
      instruments: ['grant', 'loan', 'blended'],
      purpose:
        'To set up new projects in the North of England and in Scotland before the first contract pays. A demonstration figure.',
      repaymentYears: 6,
    },
    {
      kind: 'research',
      question:
        'Two years after the project has left, how many families still hold their tenancy, compared with similar families who had the usual help?',
      designs: ['quasi_experimental', 'economic'],
      dataHeld: 'Preliminary findings of a two-year study. Budget and status are for demonstration.',
      budgetMin: 60000,
      budgetMax: 140000,
      ethicsStatus: 'not_started',
    },
  ],
};
