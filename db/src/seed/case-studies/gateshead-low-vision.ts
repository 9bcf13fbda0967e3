// Case study 1: the Gateshead Integrated Low Vision Service.
import type { SeedListing } from '../types.ts';
import { planEvidence, planSource, writtenFrom } from './source.ts';

export const gatesheadLowVision: SeedListing = {
  organisation: 'sight-service',
  sourceId: 'plan-2006-case-1',
  title: 'Gateshead Integrated Low Vision Service',
  summary:
    'One appointment, one team and one building for people who are losing their sight. Optometrists and rehabilitation workers see each person together, next door to benefits advice, computer training and company.',
  problem: [
    'Losing your sight is a common part of growing old: it affects about one in ten people over 75 and one in three over 85. It is frightening, and help is usually scattered. The hospital looks at your eyes, social services send a rehabilitation worker, and a local charity knows about benefits and lunch clubs. Nobody sees the whole person, and it is easy to give up before reaching the help that would let you carry on living as you wish.',
    'A daughter whose mother’s sight had just got worse again described how nervous her mother was before her first appointment, because neither of them knew what would happen.',
  ].join('\n\n'),
  howItWorks: [
    'The service is led by Sight Service, a local voluntary organisation, with the RNIB, Gateshead Primary Care Trust and Gateshead Council. It is based in Sight Service’s own rooms at Bensham Hospital. An optometrist and a rehabilitation worker assess each person as a team: what can you see, what do you want to be able to do, and what would make the most of the sight you have?',
    'Because it all happens in one place, people go home with more than a magnifier. In the same building they can have their benefits checked, learn to use a computer, and join a leisure group.',
    'The first funding, from the Department of Health’s National Eyecare Programme, came in June 2004. The first person was seen in January 2005, and by the end of April 2006 the service had helped more than 400 people: about 300 a year.',
    writtenFrom(1),
  ].join('\n\n'),
  whatIsDifferent:
    'Health, social care and the voluntary sector share one assessment, and a voluntary organisation leads. Its manager called it the only fully integrated low vision service in the North East. Visitors remark on how personal and relaxed it is.',
  innovationType: 'service_interface',
  stage: 'pilot',
  serviceAreas: ['health_social_care.low_vision'],
  beneficiaries: ['people_with_sight_loss', 'older_people', 'disabled_people', 'carers'],
  national: false,
  regions: ['TLC'],
  localAuthorities: ['E08000037'],
  couldWorkIn: ['TLD', 'TLE'],
  peopleHelpedPerYear: 300,
  startedOn: '2005-01',
  links: [],
  evidenceLevel: 1,
  evidence: [
    planEvidence(1, 'More than 400 people were helped between January 2005 and the end of April 2006.'),
    {
      kind: 'user_feedback',
      title: 'What a visitor’s daughter said',
      year: 2006,
      finding:
        'Her mother came in very nervous; they had not expected to be treated so personally, or in so relaxed a place.',
      author: 'Reported in Partnership in Public Services, case study 1',
    },
  ],
  outcomes: [
    {
      name: 'People helped, January 2005 to April 2006 (at least)',
      unit: 'people',
      ours: 400,
      better: 'higher',
      source: planSource(1),
    },
  ],
  asks: [
    {
      kind: 'contract',
      valueMin: 60000,
      valueMax: 150000,
      minTermMonths: 36,
      routes: ['direct', 'consortium'],
      capacityPerYear: 300,
      regions: ['TLC'],
      note: 'A demonstration figure: the plan does not give the cost of the service.',
    },
    {
      kind: 'investment',
      amountMin: 40000,
      amountMax: 120000,
      instruments: ['grant', 'blended'],
      purpose:
        'To open a second joint clinic in a neighbouring borough: room, equipment and a year of the team’s time. A demonstration figure.',
    },
    {
      kind: 'research',
      question:
        'Do people who are seen by one joint team keep up their daily activities for longer than people who are seen by hospital and social services in turn?',
      designs: ['quasi_experimental', 'service_evaluation'],
      dataHeld:
        'More than 400 people have been seen since January 2005. What may be shared is to be agreed; budget and status are for demonstration.',
      budgetMin: 20000,
      budgetMax: 60000,
      ethicsStatus: 'not_started',
    },
  ],
};
