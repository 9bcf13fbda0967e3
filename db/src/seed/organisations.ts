// All demonstration organisations: funders and commissioners, those of the case studies, those of the open innovations.
import { caseStudyOrganisations, fundersAndCommissioners } from './organisations/main.ts';
import { openInnovators } from './organisations/open-innovators.ts';
import type { SeedOrganisation } from './types.ts';

export const organisations: SeedOrganisation[] = [
  ...fundersAndCommissioners,
  ...caseStudyOrganisations,
  ...openInnovators,
];
