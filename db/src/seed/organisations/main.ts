// The funders, the commissioners and the organisations behind the seven case studies.
// Identifiers stand only where the open registers named in reference/NOTICE.md have them; those organisations are verified.
import type { Region } from '@exchange/contracts/reference';
import type { SeedOrganisation } from '../types.ts';

const everywhere: Region[] = ['TLC', 'TLD', 'TLE', 'TLF', 'TLG', 'TLH', 'TLI', 'TLJ', 'TLK', 'TLL', 'TLM', 'TLN'];
const england: Region[] = everywhere.slice(0, 9);

/** What stands under every real organisation that has not joined of its own accord. */
export const shownForDemonstration = 'Shown for demonstration; it has not joined the exchange.';

export const fundersAndCommissioners: SeedOrganisation[] = [
  {
    key: 'nesta',
    name: 'Nesta',
    roles: ['innovator', 'funder'],
    legalForm: 'charity',
    regions: everywhere,
    website: 'https://www.nesta.org.uk',
    description: `The UK’s innovation agency for social good. It designs, tests and scales new answers to big problems, with three missions: a fairer start for every child, a healthy life for all, and a sustainable future. The action plan of 2006 named it as the first funder to work with the Innovation Exchange. ${shownForDemonstration}`,
    identifiers: [
      { scheme: 'GB-CHC', id: '1144091' },
      { scheme: 'GB-SC', id: 'SC042833' },
      { scheme: 'GB-COH', id: '07706036' },
    ],
    verified: true,
  },
  {
    key: 'bridge-street-social-investment',
    name: 'Bridge Street Social Investment (demonstration)',
    roles: ['funder'],
    legalForm: 'company_limited_by_guarantee',
    regions: england,
    description:
      'A made-up social investor, for demonstration. It lends to charities and social enterprises that can repay from contracts, from £100,000 to £500,000.',
    identifiers: [],
    verified: false,
  },
  {
    key: 'gateshead-council',
    name: 'Gateshead Council',
    roles: ['commissioner'],
    legalForm: 'local_authority',
    regions: ['TLC'],
    website: 'https://www.gateshead.gov.uk',
    description: `The council for Gateshead, and a partner in the Gateshead Integrated Low Vision Service. ${shownForDemonstration}`,
    identifiers: [{ scheme: 'GB-LAE', id: 'GAT' }],
    verified: true,
  },
  {
    key: 'leeds-city-council',
    name: 'Leeds City Council',
    roles: ['commissioner'],
    legalForm: 'local_authority',
    regions: ['TLE'],
    website: 'https://www.leeds.gov.uk',
    description: `The council for Leeds. ${shownForDemonstration}`,
    identifiers: [{ scheme: 'GB-LAE', id: 'LDS' }],
    verified: true,
  },
  {
    key: 'nhs-nenc-icb',
    name: 'NHS North East and North Cumbria Integrated Care Board',
    roles: ['commissioner'],
    legalForm: 'nhs_body',
    regions: ['TLC', 'TLD'],
    website: 'https://northeastnorthcumbria.nhs.uk',
    description: `Plans and buys health services for the North East and North Cumbria. ${shownForDemonstration}`,
    identifiers: [{ scheme: 'GB-NHS', id: 'QHM' }],
    verified: true,
  },
];

export const caseStudyOrganisations: SeedOrganisation[] = [
  {
    key: 'sight-service',
    name: 'Sight Service',
    roles: ['innovator'],
    legalForm: 'charity',
    regions: ['TLC'],
    description: `A local voluntary organisation for people with sight loss, at Bensham Hospital in Gateshead when the action plan described it. ${shownForDemonstration}`,
    identifiers: [],
    verified: false,
  },
  {
    key: 'action-for-children',
    name: 'Action for Children (formerly NCH)',
    roles: ['innovator'],
    legalForm: 'charity',
    regions: everywhere,
    website: 'https://www.actionforchildren.org.uk',
    description: `A children’s charity, known as NCH when the action plan described its work. ${shownForDemonstration}`,
    identifiers: [
      { scheme: 'GB-CHC', id: '1097940' },
      { scheme: 'GB-SC', id: 'SC038092' },
      { scheme: 'GB-COH', id: '04764232' },
    ],
    verified: true,
  },
  {
    key: 'i-can',
    name: 'I CAN (now Speech and Language UK)',
    roles: ['innovator'],
    legalForm: 'charity',
    regions: everywhere,
    website: 'https://speechandlanguage.org.uk/',
    description: `The children’s communication charity. ${shownForDemonstration}`,
    identifiers: [
      { scheme: 'GB-CHC', id: '210031' },
      { scheme: 'GB-SC', id: 'SC039947' },
      { scheme: 'GB-COH', id: '00099629' },
    ],
    verified: true,
  },
  {
    key: 'sporta',
    name: 'Sports and Recreation Trusts Association (SpoRTA)',
    roles: ['innovator'],
    legalForm: 'other',
    regions: everywhere,
    description: `Represented 110 leisure trusts in the UK when the action plan described it in 2006. ${shownForDemonstration}`,
    identifiers: [],
    verified: false,
  },
  {
    key: 'noms-yorkshire-humber',
    name: 'National Offender Management Service, Yorkshire and the Humber',
    roles: ['innovator', 'commissioner'],
    legalForm: 'government_body',
    regions: ['TLE'],
    description: `The regional office that bought prison and probation services when the action plan described it in 2006. ${shownForDemonstration}`,
    identifiers: [],
    verified: false,
  },
  {
    key: 'sandwell-cct',
    name: 'Sandwell Community Caring Trust',
    roles: ['innovator'],
    legalForm: 'charity',
    regions: ['TLG'],
    website: 'https://www.sandwellcct.org.uk',
    description: `Residential care, respite care and supported living in the West Midlands. ${shownForDemonstration}`,
    identifiers: [
      { scheme: 'GB-CHC', id: '1086162' },
      { scheme: 'GB-COH', id: '03286106' },
    ],
    verified: true,
  },
  {
    key: 'brent-community-transport',
    name: 'Brent Community Transport',
    roles: ['innovator'],
    legalForm: 'other',
    regions: ['TLI'],
    description: `Founded in 1975 so that everyone in Brent can get about. ${shownForDemonstration}`,
    identifiers: [],
    verified: false,
  },
];
