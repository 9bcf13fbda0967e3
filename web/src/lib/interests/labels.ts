// The labels of an interest's form, in a file of their own: the browser gets them without the schema library.
import type { Labels } from '../forms/problems.ts';

export const interestLabels = {
  name: 'Name',
  frequency: 'How often we mail you',
  anonymous: 'Who sees your name',
  'criteria.asks': 'They seek',
  'criteria.serviceAreas': 'Service areas',
  'criteria.regions': 'Regions and nations',
  'criteria.localAuthorities': 'Local authorities',
  'criteria.stages': 'Stages',
  'criteria.innovationTypes': 'Kinds of innovation',
  'criteria.beneficiaries': 'Who it helps',
  'criteria.organisations': 'From these organisations only',
  'criteria.minEvidence': 'Evidence, at least',
  'criteria.reviewedEvidenceOnly': 'Reviewed evidence only',
  'criteria.verifiedOnly': 'Verified organisations only',
  'criteria.investment.min': 'Investment, from',
  'criteria.investment.max': 'Investment, to',
  'criteria.contract.min': 'Contract a year, from',
  'criteria.contract.max': 'Contract a year, to',
  'criteria.research.min': 'Research budget, from',
  'criteria.research.max': 'Research budget, to',
  'criteria.q': 'Words',
  'criteria.exclude.serviceAreas': 'Not in these service areas',
  'criteria.exclude.organisations': 'Not from these organisations',
  'criteria.exclude.q': 'Not with these words',
} as const satisfies Labels;
