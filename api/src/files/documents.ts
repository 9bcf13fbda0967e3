// Tells what a document is by its bytes, and refuses what is not what its name says or could do harm.
import { documentKinds, type DocumentEnding } from '@exchange/contracts';
import { wrongFile } from './pictures.ts';
import { readZipEntries, type ZipEntry } from './zip.ts';

/** What a document of at most 10 MB may unpack to. */
const MOST_UNPACKED = 200_000_000;
const MOST_ENTRIES = 10_000;

/** The part that makes an office document what it is. */
const mainPart: Readonly<Partial<Record<DocumentEnding, string>>> = {
  docx: 'word/document.xml',
  xlsx: 'xl/workbook.xml',
  pptx: 'ppt/presentation.xml',
  odt: 'content.xml',
  ods: 'content.xml',
};
/** Programs inside documents: of Microsoft's and of OpenDocument's kind, and controls that run. */
const program = /(^|\/)(vbaProject\.bin|vbaData\.xml|activeX\/|Basic\/|Scripts\/)/i;
const macroEndings = new Set(['docm', 'dotm', 'xlsm', 'xltm', 'xlsb', 'xlam', 'pptm', 'potm', 'ppsm', 'ppam']);
const endings = Object.keys(documentKinds) as DocumentEnding[];
const listed = 'PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), OpenDocument (odt, ods), CSV or plain text';

/** "Report.FINAL.PDF" ends in "pdf". */
const endingOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

function knownEnding(name: string): DocumentEnding {
  const ending = endingOf(name);
  if (macroEndings.has(ending)) throw wrongFile('must not hold macros: save it without them, and send that');
  const known = endings.find((one) => one === ending);
  if (!known) throw wrongFile(`must be ${listed}, and its name must say so by its ending`);
  return known;
}

function requireHarmless(entries: readonly ZipEntry[]): void {
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  if (unpacked > MOST_UNPACKED || entries.length > MOST_ENTRIES)
    throw wrongFile(`must not unpack to more than ${String(MOST_UNPACKED / 1_000_000)} MB`);
  if (entries.some(({ name }) => program.test(name)))
    throw wrongFile('must not hold macros: save it without them, and send that');
}

/** The kind that an OpenDocument says it is, in its first entry, which is stored as it is (OpenDocument 1.3, part 2, 3.3). */
const openDocumentKind = (bytes: Buffer) =>
  /mimetype(application\/vnd\.oasis\.opendocument\.[a-z-]+)/.exec(bytes.toString('latin1', 30, 120))?.[1];

function isOfficeDocument(bytes: Buffer, ending: DocumentEnding): boolean {
  const entries = bytes.toString('latin1', 0, 4) === 'PK\u0003\u0004' ? readZipEntries(bytes) : undefined;
  if (!entries) return false;
  requireHarmless(entries);
  if (!entries.some(({ name }) => name === mainPart[ending])) return false;
  const isOpen = ending === 'odt' || ending === 'ods';
  return isOpen
    ? (openDocumentKind(bytes)?.startsWith(documentKinds[ending].contentType) ?? false)
    : entries.some(({ name }) => name === '[Content_Types].xml');
}

/** Text has no control characters but tabs, line breaks and form feeds; pages and drawings are no plain text. */
function readText(bytes: Buffer): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What older spreadsheets save as CSV.
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  if (/[^\P{Cc}\t\n\f\r]/u.test(text)) throw wrongFile('must be plain text: save it as UTF-8');
  if (/^\s*<(!doctype|html|svg|script|\?xml)/i.test(text)) throw wrongFile('must be plain text, and no web page');
  return text;
}

/**
 * What a document is, and its bytes as they are kept: text becomes UTF-8, everything else stays as it is.
 * @throws 422 naming `file` when its bytes are not what its name says, or could do harm
 */
export function toDocument(bytes: Buffer, name: string): { contentType: string; bytes: Buffer } {
  const ending = knownEnding(name);
  const { contentType, word } = documentKinds[ending];
  if (ending === 'csv' || ending === 'txt') return { contentType, bytes: Buffer.from(readText(bytes)) };
  const isWhatItSays = ending === 'pdf' ? bytes.toString('latin1', 0, 5) === '%PDF-' : isOfficeDocument(bytes, ending);
  if (!isWhatItSays)
    throw wrongFile(
      `is not what its name says: it ends in .${ending}, and is no ${word} that can be read without a password`,
    );
  return { contentType, bytes };
}
