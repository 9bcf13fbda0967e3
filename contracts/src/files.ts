// Pictures and documents of a listing: what may be sent, how a listing names them, and where they are read.
import { z } from 'zod';
import { Id, text } from './common.ts';

const MEGABYTE = 1_000_000;
/** What one file may weigh and one listing may hold. */
export const fileLimits = { bytes: 10 * MEGABYTE, pictures: 8, documents: 10 } as const;

export const FileKind = z.enum(['picture', 'document']);
export type FileKind = z.infer<typeof FileKind>;

/** The kinds of documents that are taken, by the ending of their name, with the word people have for each. */
export const documentKinds = {
  pdf: { word: 'PDF', contentType: 'application/pdf' },
  docx: {
    word: 'Word document',
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  xlsx: { word: 'Excel workbook', contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  pptx: {
    word: 'PowerPoint presentation',
    contentType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
  odt: { word: 'OpenDocument text', contentType: 'application/vnd.oasis.opendocument.text' },
  ods: { word: 'OpenDocument spreadsheet', contentType: 'application/vnd.oasis.opendocument.spreadsheet' },
  csv: { word: 'CSV table', contentType: 'text/csv; charset=utf-8' },
  txt: { word: 'Plain text', contentType: 'text/plain; charset=utf-8' },
} as const;
export type DocumentEnding = keyof typeof documentKinds;

/** What a picture shows, for those who do not see it. */
export const AltText = text(250, 1);

/** A picture as a listing names it; its file was sent to this listing before. */
export const PictureRef = z
  .strictObject({ fileId: Id, altText: AltText, caption: text(250).nullish() })
  .meta({ id: 'PictureRef' });
export type PictureRef = z.infer<typeof PictureRef>;

/** A document as a listing names it; its file was sent to this listing before. */
export const DocumentRef = z.strictObject({ fileId: Id, title: text(150, 1) }).meta({ id: 'DocumentRef' });
export type DocumentRef = z.infer<typeof DocumentRef>;

const onceEach = (refs: readonly { fileId: string }[]) =>
  new Set(refs.map(({ fileId }) => fileId)).size === refs.length;

/** In the order in which they are shown. */
export const PictureRefs = z
  .array(PictureRef)
  .max(fileLimits.pictures, `must be ${String(fileLimits.pictures)} or fewer`)
  .refine(onceEach, 'must not name one twice');
export const DocumentRefs = z
  .array(DocumentRef)
  .max(fileLimits.documents, `must be ${String(fileLimits.documents)} or fewer`)
  .refine(onceEach, 'must not name one twice');

/** A picture at one width in one format. */
export const PictureVariant = z.object({
  contentType: z.enum(['image/avif', 'image/webp', 'image/jpeg']),
  /** In pixels. */
  width: z.int(),
  height: z.int(),
  byteSize: z.int(),
  /** Below the base path of the API, and the same on the pages' own host. It never changes what it gives. */
  path: z.string(),
});
export type PictureVariant = z.infer<typeof PictureVariant>;

/** A file that a listing names: a picture with its variants, the narrowest first, or a document with its address. */
export const ListingFile = z
  .object({
    id: Id,
    kind: FileKind,
    /** As it was called where it came from, made safe. */
    name: z.string(),
    /** Of a document. */
    contentType: z.string().nullable(),
    byteSize: z.int().nullable(),
    path: z.string().nullable(),
    /** Of a picture; empty for a document. */
    variants: z.array(PictureVariant),
  })
  .meta({ id: 'ListingFile' });
export type ListingFile = z.infer<typeof ListingFile>;
