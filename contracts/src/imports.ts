// A line of an imported catalogue: the body of POST /listings, with the organisation itself in place of its id.
import { z } from 'zod';
import { text, WebAddress } from './common.ts';
import { ListingContent } from './listings.ts';
import { IdentifierInput } from './organisations.ts';
import { LegalForm, OrganisationRole, Region } from './reference.ts';

export const ImportOrganisation = z.strictObject({
  name: text(160, 2),
  roles: z.array(OrganisationRole).min(1).max(3).default(['innovator']),
  legalForm: LegalForm.optional(),
  regions: z.array(Region).max(12).optional(),
  website: WebAddress.optional(),
  identifiers: z.array(IdentifierInput).max(10).default([]),
});

export const ImportLine = ListingContent.safeExtend({
  organisation: ImportOrganisation,
  sourceId: text(200, 1),
});
export type ImportLine = z.infer<typeof ImportLine>;
