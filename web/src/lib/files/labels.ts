// The labels of the fields of pictures and documents, with what each file may be; no schema library comes along.
import type { Labels } from '../forms/problems.ts';

export const fileLabels = {
  'picture.file': 'The picture',
  'picture.altText': 'What it shows',
  'picture.caption': 'Caption',
  'document.file': 'The document',
  'document.title': 'Title',
  pictures: 'Pictures',
  'pictures.*.altText': 'What it shows',
  'pictures.*.caption': 'Caption',
  documents: 'Documents',
  'documents.*.title': 'Title',
} as const satisfies Labels;

/** In bytes: 10 MB, as the api has it. */
export const MOST_BYTES = 10_000_000;
export const pictureTypes = 'image/jpeg,image/png,image/webp,image/avif,image/gif';
export const documentTypes = '.pdf,.docx,.xlsx,.pptx,.odt,.ods,.csv,.txt';
