// Holds a listing to its own files.
import type { ListingContent } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import { listFiles } from '@exchange/db/files/queries';
import { invalid } from '../errors.ts';

/** A listing names only files that were sent to it, pictures as pictures and documents as documents. */
export async function requireOwnFiles(db: Db, listingId: string | undefined, content: ListingContent): Promise<void> {
  const named = [
    ...(content.pictures ?? []).map(({ fileId }, at) => ({ fileId, kind: 'picture', path: `pictures.${String(at)}` })),
    ...(content.documents ?? []).map(({ fileId }, at) => ({
      fileId,
      kind: 'document',
      path: `documents.${String(at)}`,
    })),
  ];
  if (named.length === 0) return;
  const files =
    listingId === undefined
      ? []
      : await listFiles(
          db,
          listingId,
          named.map(({ fileId }) => fileId),
        );
  const kinds = new Map(files.map(({ id, kind }) => [id, kind]));
  const problems = named
    .filter(({ fileId, kind }) => kinds.get(fileId) !== kind)
    .map(({ path, kind }) => ({ path: `${path}.fileId`, message: `must be a ${kind} that was sent to this listing` }));
  if (problems.length > 0) throw invalid(problems);
}
