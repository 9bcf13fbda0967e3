// Demonstration people, all made up and all under example.org. Passwords are the loader's business and stand nowhere here.
import type { SeedPerson } from './types.ts';

export { organisations } from './organisations.ts';
export { interests } from './interests.ts';

export const people: SeedPerson[] = [
  {
    email: 'innovator@example.org',
    name: 'Ruth Ellison',
    memberships: [
      { organisation: 'sight-service', role: 'owner' },
      { organisation: 'brent-community-transport', role: 'editor' },
    ],
  },
  {
    email: 'funder@example.org',
    name: 'Daniel Okafor',
    memberships: [{ organisation: 'nesta', role: 'owner' }],
  },
  {
    email: 'investor@example.org',
    name: 'Helen Marsh',
    memberships: [{ organisation: 'bridge-street-social-investment', role: 'owner' }],
  },
  {
    email: 'commissioner@example.org',
    name: 'Samina Akhtar',
    memberships: [{ organisation: 'leeds-city-council', role: 'owner' }],
  },
  {
    email: 'council@example.org',
    name: 'Michael Robson',
    memberships: [{ organisation: 'gateshead-council', role: 'owner' }],
  },
  {
    email: 'nhs@example.org',
    name: 'Grace Thornton',
    memberships: [{ organisation: 'nhs-nenc-icb', role: 'owner' }],
  },
  {
    email: 'viewer@example.org',
    name: 'Tom Whitfield',
    memberships: [
      { organisation: 'nesta', role: 'viewer' },
      { organisation: 'gateshead-council', role: 'viewer' },
    ],
  },
];
