// Finds the organisation of an imported listing, or makes it.
import type { ImportLine } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { recordAudit } from '@exchange/db/moderation/queries';
import {
  addIdentifiers,
  findIdentifierHolders,
  findImportedOrganisationByName,
  insertOrganisation,
} from '@exchange/db/organisations/queries';
import { invalid } from '../errors.ts';
import { toSlug } from '../slugs.ts';

export const IMPORT = { name: 'Import' };

type Given = ImportLine['organisation'];

/** By identifier, else by name among those that imports made (exactly, whatever the case). */
async function find(db: Db, given: Given): Promise<string | undefined> {
  const holders = await findIdentifierHolders(db, given.identifiers);
  const ids = new Set(holders.map(({ organisationId }) => organisationId));
  if (ids.size > 1)
    throw invalid([
      { path: 'organisation.identifiers', message: 'belong to different organisations: give those of one' },
    ]);
  const [byIdentifier] = ids;
  return byIdentifier ?? findImportedOrganisationByName(db, given.name);
}

/**
 * The id of the organisation that a line names. What is known of it stays as it is, for it may have been put right by
 * its people since; identifiers that nobody holds are added.
 */
export async function findOrMakeOrganisation(db: Db, given: Given): Promise<string> {
  const { identifiers, ...values } = given;
  const found = await find(db, given);
  if (found !== undefined) {
    await addIdentifiers(db, found, identifiers);
    return found;
  }
  const id = await insertOrganisation(db, toSlug(given.name, 'organisation'), values);
  await addIdentifiers(db, id, identifiers);
  await recordAudit(db, { action: 'organisation.created', actor: IMPORT, subjectKind: 'organisation', subjectId: id });
  return id;
}
