// All seed data by name. Data only: whoever loads it decides on ids, passwords, dates and states.
export { caseStudies } from './case-studies.ts';
export { interests } from './interests.ts';
export { openInnovations } from './open-innovations.ts';
export { organisations } from './organisations.ts';
export { people } from './people.ts';
export { serviceAreas } from './reference/service-areas.ts';
export { localAuthorityRows, outcodeRows, regionRows } from './reference/tables.ts';
export type { LocalAuthorityRow, OutcodeRow, RegionRow } from './reference/tables.ts';
export type {
  SeedAsk,
  SeedCriteria,
  SeedEvidence,
  SeedInterest,
  SeedListing,
  SeedOrganisation,
  SeedOutcome,
  SeedPerson,
  ServiceAreaRow,
} from './types.ts';
