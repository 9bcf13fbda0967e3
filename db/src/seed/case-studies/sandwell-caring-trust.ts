// Case study 6: Sandwell Community Caring Trust.
import type { SeedListing } from '../types.ts';
import { planEvidence, planSource, writtenFrom } from './source.ts';

export const sandwellCaringTrust: SeedListing = {
  organisation: 'sandwell-cct',
  sourceId: 'plan-2006-case-6',
  title: 'Better care for less: a council’s care services as a trust',
  summary:
    'Care homes, respite care and supported living, run by a trust that left the council in 1997. A care home place costs £328 a week where it used to cost £452, on council terms for staff, of whom only 4% leave in a year.',
  problem: [
    'In the 1990s Sandwell was a deprived area, and still is. Many of the people who could move away had done so, and a larger share than elsewhere of those who stayed needed care. The council’s budget had been cut hard. In 1997 a place in a care home for an older person cost £452 a week.',
    'The easy way to cheaper care is fewer staff on worse pay, who do not stay. It is older and disabled people who then have to get used to one new face after another.',
  ].join('\n\n'),
  howItWorks: [
    'Sandwell Community Caring Trust became an independent enterprise in 1997. It gives residential care, respite care and supported living to older people, and to people of all ages with learning or physical disabilities.',
    'It puts its people first. Staff keep council terms of employment, and only 4% leave in a year. The Trust came second in the Sunday Times list of the best 100 companies to work for, and first for work–life balance and a less stressed workforce.',
    'From under £1 million a year and about 80 staff it has grown to £8.5 million and 320 staff, who look after 350 people. “The Trust has shown me respect and I now feel a lot happier,” said one of them.',
    writtenFrom(6),
  ].join('\n\n'),
  whatIsDifferent:
    'The saving comes out of neither wages nor care. Staff keep council terms, and there is nearly one of them for every person cared for. The Trust sums it up: money saved, and front-line services made better.',
  innovationType: 'organisational_improvement',
  stage: 'scale',
  serviceAreas: ['health_social_care.residential_and_supported_living', 'health_social_care.home_care'],
  beneficiaries: ['older_people', 'disabled_people', 'people_with_learning_disabilities', 'carers'],
  national: false,
  regions: ['TLG'],
  localAuthorities: ['E08000028'],
  couldWorkIn: ['TLF', 'TLD'],
  peopleHelpedPerYear: 350,
  links: [{ label: 'Sandwell Community Caring Trust', url: 'https://www.sandwellcct.org.uk' }],
  evidenceLevel: 2,
  evidence: [
    {
      kind: 'service_data',
      title: 'Cost of a care home place, 1997 and 2006',
      year: 2006,
      finding:
        'The cost per person per week fell from £452 to £328 in nine years, with council terms of employment kept.',
      comparisonGroup: false,
      author: 'Sandwell Community Caring Trust, reported in Partnership in Public Services',
    },
    planEvidence(
      6,
      '320 staff care for 350 people; 4% of staff leave in a year; second in the Sunday Times list of the best companies to work for.',
    ),
  ],
  outcomes: [
    {
      name: 'Cost of a care home place for an older person',
      unit: '£ per person per week',
      ours: 328,
      existing: 452,
      better: 'lower',
      source: planSource(6),
    },
    { name: 'Staff who leave in a year', unit: '% of staff', ours: 4, better: 'lower', source: planSource(6) },
  ],
  asks: [
    {
      kind: 'contract',
      valueMin: 250000,
      valueMax: 900000,
      minTermMonths: 60,
      routes: ['direct'],
      capacityPerYear: 60,
      regions: ['TLG'],
      note: 'For a further home or supported living scheme. Value and capacity are demonstration figures.',
    },
    {
      kind: 'investment',
      amountMin: 150000,
      amountMax: 450000,
      instruments: ['loan', 'blended'],
      purpose: 'To buy and adapt houses for supported living in the Black Country. A demonstration figure.',
      repaymentYears: 10,
    },
    {
      kind: 'peers',
      topic:
        'We can show other councils and care teams how the move out of the council was made, and would like to learn how others train their managers.',
    },
  ],
};
