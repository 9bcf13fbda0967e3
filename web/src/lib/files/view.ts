// The files of a listing as pages show them: pictures with what a browser chooses from, documents with their kind and size in words.
import { documentKinds, type Listing, type ListingFile, type PictureVariant } from '@exchange/contracts';

/** "240 kB", "1.2 MB": in thousands, as the systems of today count. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${String(bytes)} bytes`;
  if (bytes < 999_500) return `${String(Math.round(bytes / 1_000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')} MB`;
}

const kindInWords = (contentType: string) =>
  Object.values(documentKinds).find((kind) => kind.contentType === contentType)?.word ?? 'File';

/** Formats in the order in which a browser should try them. */
const formats: readonly PictureVariant['contentType'][] = ['image/avif', 'image/webp'];

function sourcesOf(variants: readonly PictureVariant[]) {
  const srcset = (type: string) =>
    variants
      .filter(({ contentType }) => contentType === type)
      .map(({ path, width }) => `${path} ${String(width)}w`)
      .join(', ');
  return {
    sources: formats.map((type) => ({ type, srcset: srcset(type) })).filter(({ srcset: set }) => set !== ''),
    srcset: srcset('image/jpeg'),
  };
}

/** The pictures in their order; one whose file is not there (any more) is left out. */
export function pictureViews({ pictures, files }: Pick<Listing, 'pictures' | 'files'>) {
  const byId = new Map<string, ListingFile>(files.map((file) => [file.id, file]));
  return pictures.flatMap(({ fileId, altText, caption }) => {
    const file = byId.get(fileId);
    const widest = file?.variants.at(-1);
    const plain = file?.variants.filter(({ contentType }) => contentType === 'image/jpeg') ?? [];
    const [smallest] = plain;
    if (!file || !widest || !smallest) return [];
    return {
      id: fileId,
      name: file.name,
      altText,
      caption: caption ?? '',
      width: widest.width,
      height: widest.height,
      /** For browsers that know none of the rest, and for small places. */
      src: smallest.path,
      /** The largest there is, to look at closely. */
      whole: plain.at(-1)?.path ?? smallest.path,
      ...sourcesOf(file.variants),
    };
  });
}
export type PictureView = ReturnType<typeof pictureViews>[number];

/** The documents in their order, each "PDF, 240 kB". */
export function documentViews({ documents, files }: Pick<Listing, 'documents' | 'files'>) {
  const byId = new Map<string, ListingFile>(files.map((file) => [file.id, file]));
  return documents.flatMap(({ fileId, title }) => {
    const file = byId.get(fileId);
    if (!file?.path) return [];
    const about = `${kindInWords(file.contentType ?? '')}, ${sizeInWords(file.byteSize ?? 0)}`;
    return { id: fileId, name: file.name, title, about, href: file.path };
  });
}
export type DocumentView = ReturnType<typeof documentViews>[number];
