// The file endpoints as OpenAPI and the handlers see them.
import { AltText, Listing, ListingFile, text } from '@exchange/contracts';
import { z } from 'zod';
import { bearerOrNobody, endpointsOf, nothing } from '../plugins/endpoint.ts';
import { IdParams } from '../requests.ts';
import { UploadField } from './upload.ts';

const endpoint = endpointsOf('files');
const consumes = ['multipart/form-data'];

export const PictureForm = z.strictObject({ file: UploadField, altText: AltText, caption: text(250).optional() });
export const DocumentForm = z.strictObject({ file: UploadField, title: text(150).optional() });

/** The file, and the listing that names it last now: with its pending revision, where it has one. */
const Added = z.object({ file: ListingFile, listing: Listing }).meta({ id: 'AddedFile' });

const pending =
  'It is named last among those of the listing, like any other change: a published page stays as it is while a revision waits beside it. Order, texts and removal are PATCH /listings/:id. Honours Idempotency-Key.';

export const addPicture = endpoint('addListingPicture', 'Add a picture to a listing (owners and editors)', {
  description: `JPEG, PNG, WebP, AVIF or GIF (its first frame), at most 10 MB and 50 million pixels, 8 a listing. It is made upright and cleared of all metadata, places among them, and kept at widths of 480, 960 and 1600 pixels in AVIF, WebP and JPEG. ${pending}`,
  consumes,
  takes: { params: IdParams, body: PictureForm },
  makes: Added,
  fails: [403, 404, 409],
});
export const addDocument = endpoint('addListingDocument', 'Add a document to a listing (owners and editors)', {
  description: `PDF, docx, xlsx, pptx, odt, ods, csv or txt, told by its bytes and its ending, without macros, at most 10 MB, 10 a listing. Without a title it is called by its name. ${pending}`,
  consumes,
  takes: { params: IdParams, body: DocumentForm },
  makes: Added,
  fails: [403, 404, 409],
});
export const read = endpoint(
  'readFile',
  'The bytes of a file; of a published listing for everybody, else for its organisation and staff',
  {
    description: 'An address never changes what it gives. Documents come as attachments.',
    security: bearerOrNobody,
    takes: { params: z.object({ id: z.uuid(), hash: z.string().regex(/^[\w-]{43}$/) }) },
    replies: {
      200: {
        description: 'The bytes',
        content: {
          'application/octet-stream': { schema: z.custom<Buffer>().meta({ type: 'string', format: 'binary' }) },
        },
      },
      304: nothing.describe('The hash given in If-None-Match still holds'),
    },
    fails: [404],
  },
);
