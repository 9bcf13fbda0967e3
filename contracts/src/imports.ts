// A line of an imported catalogue: the body of POST /listings, with the organisation itself in place of its id.
import { z } from 'zod';
import { text, WebAddress } from './common.ts';
import { DocumentRefs, PictureRefs } from './files.ts';
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

/** Files are sent to a listing one by one; a catalogue brings none. */
const noFiles = 'cannot come with a catalogue: send them to the listing afterwards';

export const ImportLine = ListingContent.safeExtend({
  pictures: PictureRefs.max(0, noFiles).optional(),
  documents: DocumentRefs.max(0, noFiles).optional(),
  organisation: ImportOrganisation,
  sourceId: text(200, 1),
});
export type ImportLine = z.infer<typeof ImportLine>;
