// Adding files to listings, and reading a file.
import { fileLimits, type DocumentRef, type Listing, type ListingFile, type PictureRef } from '@exchange/contracts';
import type { Db } from '@exchange/db';
import type { Viewer } from '@exchange/db/accounts/queries';
import { findFile, insertDocument, insertPicture, listFiles, readBytes } from '@exchange/db/files/queries';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { applyEdit } from '../listings/edit-service.ts';
import { lockFor, view } from '../listings/service.ts';
import { toDocument } from './documents.ts';
import { hashOf } from './hash.ts';
import { attachment } from './names.ts';
import { toVariants, wrongFile } from './pictures.ts';
import { canReadFile, isPublicFile } from './policy.ts';
import type { Upload } from './upload.ts';

export interface Added {
  file: ListingFile;
  listing: Listing;
}

/** Before a file is read at all: whether this person writes this listing. */
export async function requireWriter(context: Context, viewer: Viewer, id: string): Promise<void> {
  await context.db.transaction(async (trx) => {
    await lockFor(trx, viewer, 'edit', id);
  });
}

/** Keeps a file and names it last, in one transaction. */
async function add<K extends 'pictures' | 'documents'>(
  context: Context,
  viewer: Viewer,
  id: string,
  field: K,
  make: (trx: Db) => Promise<Listing[K]>,
): Promise<Added> {
  return context.db.transaction(async (trx) => {
    const control = await lockFor(trx, viewer, 'edit', id);
    const named = (await view(trx, viewer, id, 'pending'))[field];
    if (named.length >= fileLimits[field])
      throw wrongFile(`is one too many: a listing has ${String(fileLimits[field])} ${field} at the most`);
    const made = await make(trx);
    const listing = await applyEdit(context, trx, viewer, control, { [field]: [...named, ...made] });
    const file = (
      await listFiles(
        trx,
        id,
        made.map(({ fileId }) => fileId),
      )
    )[0];
    if (!file) throw new Error(`the file that was just kept for ${id} is not there`);
    return { file, listing };
  });
}

export async function addPicture(
  context: Context,
  viewer: Viewer,
  id: string,
  { file, altText, caption }: { file: Upload; altText: string; caption?: string },
): Promise<Added> {
  const variants = await toVariants(file.bytes);
  return add(context, viewer, id, 'pictures', async (trx): Promise<PictureRef[]> => {
    const fileId = await insertPicture(trx, { listingId: id, name: file.name, createdBy: viewer.id }, variants);
    return [{ fileId, altText, ...(caption ? { caption } : {}) }];
  });
}

/** "annual-report_2026.pdf" is called "annual report 2026". */
const titleOf = (name: string) =>
  name
    .replace(/\.[a-z0-9]+$/i, '')
    .replace(/[-_]+/g, ' ')
    .trim() || name;

export async function addDocument(
  context: Context,
  viewer: Viewer,
  id: string,
  { file, title }: { file: Upload; title?: string },
): Promise<Added> {
  const { contentType, bytes } = toDocument(file.bytes, file.name);
  const { name } = file;
  return add(context, viewer, id, 'documents', async (trx): Promise<DocumentRef[]> => {
    const stored = { listingId: id, name, createdBy: viewer.id, contentType, hash: hashOf(bytes), bytes };
    return [{ fileId: await insertDocument(trx, stored), title: title || titleOf(name) }];
  });
}

/** A file as it is served: its headers, and its bytes unless the one who asks has them already. */
export interface ServedFile {
  headers: Record<string, string>;
  isPublic: boolean;
  bytes: Buffer | undefined;
}

/**
 * The file behind an address, for those who may read it.
 * @param has the hashes that the one who asks keeps (If-None-Match)
 */
export async function readFile(
  context: Context,
  viewer: Viewer | undefined,
  address: { id: string; hash: string },
  has: (hash: string) => boolean,
): Promise<ServedFile> {
  const file = await findFile(context.db, address.id, address.hash);
  if (!file || !canReadFile(viewer, file)) throw notFound('This file');
  const bytes = has(address.hash) ? undefined : await readBytes(context.db, address.id, address.hash);
  const headers: Record<string, string> = { 'content-type': file.contentType };
  if (file.kind === 'document') headers['content-disposition'] = attachment(file.name);
  return { headers, isPublic: isPublicFile(file), bytes };
}
