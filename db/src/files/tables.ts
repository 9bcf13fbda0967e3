// The files of listings, with their bytes: one transaction for what is said and what is kept, one back-up, and no disk to share.
import type { FileKind, PictureVariant } from '@exchange/contracts';
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, id } from '../columns.ts';
import { listings } from '../listings/tables.ts';

export const storedFiles = pgTable(
  'stored_files',
  {
    id: id(),
    listingId: uuid()
      .notNull()
      .references(() => listings.id, { onDelete: 'cascade' }),
    kind: text().$type<FileKind>().notNull(),
    /** As it was called where it came from, made safe. */
    name: text().notNull(),
    /** Of a document: what it is, its SHA-256 (base64url), and itself. A picture is kept as its variants only. */
    contentType: text(),
    byteSize: integer(),
    hash: text(),
    /** Not compressed by the server (storage external): these formats are compressed themselves. */
    bytes: bytea(),
    /** Not a foreign key, as in the history: the file outlives the account. */
    createdBy: uuid(),
    createdAt: createdAt(),
  },
  // Serves every read of a listing that has files, and the sweep of those that nothing names any more.
  (table) => [index('stored_files_listing').on(table.listingId, table.createdAt)],
);

/** A picture at one width in one format, without anything of where and with what it was taken. */
export const pictureVariants = pgTable(
  'picture_variants',
  {
    fileId: uuid()
      .notNull()
      .references(() => storedFiles.id, { onDelete: 'cascade' }),
    /** In pixels. */
    width: integer().notNull(),
    height: integer().notNull(),
    contentType: text().$type<PictureVariant['contentType']>().notNull(),
    byteSize: integer().notNull(),
    /** SHA-256 of the bytes, base64url: the last part of its address. */
    hash: text().notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.fileId, table.hash] })],
);
