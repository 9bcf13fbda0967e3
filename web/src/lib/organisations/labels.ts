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
