// Case study 3: I CAN Early Talk.
import type { SeedListing } from '../types.ts';
import { planEvidence, planSource, writtenFrom } from './source.ts';

export const earlyTalk: SeedListing = {
  organisation: 'i-can',
  sourceId: 'plan-2006-case-3',
  title: 'I CAN Early Talk',
  summary:
    'Speech therapy and early education in one programme, so that small children who find talking hard are ready for school. Accredited early years centres put it into practice, and waiting lists for therapy shrink.',
  problem: [
    'Talking and listening come before reading, writing and making friends. For some small children they do not come by themselves. Without early help, some would reach school age without having said their first words.',
    'Health services have the therapists and nurseries have the children, but the two are seldom in the same room. So children wait for a therapy appointment during the very years when help does most good.',
  ].join('\n\n'),
  howItWorks: [
    'I CAN brings health and education together. Early Talk is a systematic, evidence-based programme for pre-school children, in which therapy and education are woven into the nursery day, in ordinary, inclusive settings. It builds on what I CAN’s Early Years centres had learned.',
    'The centres are developed with local NHS and council partners, and since 2002 an accreditation scheme has made sure that they are all of the same high quality.',
    'There are now 18 centres across the UK. They support about 500 children directly and reach a further 10,250. One parent said that her daughter would not have come nearly so far anywhere else, nor been so well prepared for school.',
    writtenFrom(3),
  ].join('\n\n'),
  whatIsDifferent:
    'Children with severe speech and language difficulties are helped among other children, by staff who share one programme, and every centre is accredited. Waiting lists for therapy are significantly shorter as a result.',
  innovationType: 'existing_service',
  stage: 'scale',
  serviceAreas: [
    'children_education_training.early_language',
    'children_education_training.early_years_and_childcare',
    'children_education_training.childrens_centres',
  ],
  beneficiaries: ['children', 'families', 'disabled_people'],
  national: true,
  regions: [],
  replicationTerms: 'licence',
  links: [{ label: 'I CAN, now Speech and Language UK', url: 'https://speechandlanguage.org.uk/' }],
  evidenceLevel: 1,
  evidence: [
    planEvidence(
      3,
      '18 accredited centres support about 500 children directly and a further 10,250 indirectly, and therapy waiting lists are significantly shorter.',
    ),
    {
      kind: 'inspection',
      title: 'I CAN accreditation of Early Years centres',
      year: 2002,
      finding: 'A scheme set up in 2002 guarantees that every centre is of the same high quality.',
      author: 'I CAN, reported in Partnership in Public Services, case study 3',
    },
  ],
  outcomes: [
    {
      name: 'Children supported directly (about)',
      unit: 'children',
      ours: 500,
      better: 'higher',
      source: planSource(3),
    },
    {
      name: 'Further children supported indirectly',
      unit: 'children',
      ours: 10250,
      better: 'higher',
      source: planSource(3),
    },
  ],
  asks: [
    {
      kind: 'contract',
      valueMin: 40000,
      valueMax: 110000,
      minTermMonths: 24,
      routes: ['direct', 'subcontract'],
      note: 'For one accredited centre. A demonstration figure: the plan does not give the cost of a centre.',
    },
    {
      kind: 'investment',
      amountMin: 80000,
      amountMax: 250000,
      instruments: ['grant'],
      purpose: 'To train staff and accredit new centres where waiting lists are longest. A demonstration figure.',
    },
    {
      kind: 'peers',
      topic:
        'We would like to compare notes with others who run an accreditation scheme: how do you keep the quality of the first centre in the fiftieth?',
    },
  ],
};
