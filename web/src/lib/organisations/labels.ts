// The labels of an organisation's form, in a file of their own: the browser gets them without the schema library.
import type { Labels } from '../forms/problems.ts';

export const organisationLabels = {
  name: 'Name',
  roles: 'What it does here',
  legalForm: 'Legal form',
  identifiers: 'Identifiers',
  'identifiers.*.scheme': 'Register',
  'identifiers.*.id': 'Number',
  regions: 'Where it works',
  website: 'Website',
  description: 'Description',
} as const satisfies Labels;

/** The parts that two owners may both have changed, as they stand in a sentence. */
export const partLabels = {
  name: 'the name',
  roles: 'what it does here',
  legalForm: 'the legal form',
  identifiers: 'the register numbers',
  regions: 'where it works',
  website: 'the website',
  description: 'the description',
} as const;
