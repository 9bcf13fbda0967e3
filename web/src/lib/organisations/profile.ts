// Organisations: the fields of their form, and a profile as its page shows it.
import { legalForms, organisationRoles, regions, type Organisation, type Reference } from '@exchange/contracts';
import { labelIn } from '../api/reference.ts';
import type { FieldKinds } from '../forms/read.ts';
import { day } from '../format/dates.ts';
import { listInWords } from '../format/money.ts';
import { paragraphs } from '../format/words.ts';

export const organisationFields: FieldKinds = {
  name: 'text',
  roles: 'list',
  legalForm: 'text',
  'identifiers.*.scheme': 'text',
  'identifiers.*.id': 'text',
  regions: 'list',
  website: 'text',
  description: 'text',
};

export const roleHints: Readonly<Record<string, string>> = {
  innovator: 'It has invented something, and wants it found, funded, commissioned or copied.',
  funder: 'It gives grants, invests or pays for research.',
  commissioner: 'It runs or buys public services.',
};

export function profileView(organisation: Organisation, reference: Reference) {
  return {
    slug: organisation.slug,
    name: organisation.name,
    roles: organisation.roles.map((role) => organisationRoles[role]),
    /** Whoever only funds or commissions publishes nothing, and nothing is missing then. */
    innovates: organisation.roles.includes('innovator'),
    legalForm: organisation.legalForm && legalForms[organisation.legalForm],
    regions: listInWords(organisation.regions.map((code) => regions[code])),
    identifiers: organisation.identifiers.map(({ scheme, id }) => ({
      term: labelIn(reference.identifierSchemes, scheme),
      text: id,
    })),
    website: organisation.website,
    description: paragraphs(organisation.description),
    verified: organisation.verified,
    verifiedOn: organisation.verifiedAt && `on ${day(organisation.verifiedAt)}`,
    isDemonstration: organisation.isDemonstration,
  };
}
