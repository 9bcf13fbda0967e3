// Calls about the files of listings: sending them, and reading one.
import type { Listing, ListingFile } from '@exchange/contracts';
import type { Api } from './client.ts';

export type FileField = 'pictures' | 'documents';

/** Sends a file with its texts; `key` keeps a form that is sent twice from adding it twice. */
export const addFile = (api: Api, listingId: string, field: FileField, form: FormData, key: string) =>
  api.upload<{ file: ListingFile; listing: Listing }>(`/listings/${encodeURIComponent(listingId)}/${field}`, form, {
    'idempotency-key': key,
  });
/** @param asked the visitor's own If-None-Match */
export const openFile = (api: Api, id: string, hash: string, asked: string | null) =>
  api.open(
    `/files/${encodeURIComponent(id)}/${encodeURIComponent(hash)}`,
    asked === null ? {} : { 'if-none-match': asked },
  );
