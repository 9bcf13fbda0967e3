// Reads the list of contents at the end of a ZIP file, and nothing of the contents: what office documents are made of is told by it.
// Source: APPNOTE.TXT of PKWARE, 4.3.12 (central directory header) and 4.3.16 (end of central directory record).

export interface ZipEntry {
  name: string;
  /** Bytes it takes once unpacked, as the list declares. */
  size: number;
}

const END = 0x06054b50;
const HEADER = 0x02014b50;
const END_LENGTH = 22;
const HEADER_LENGTH = 46;
/** The end record is followed by a comment of this length at the most. */
const LONGEST_COMMENT = 0xffff;

function findEnd(bytes: Buffer): number | undefined {
  const first = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= first; at -= 1) if (bytes.readUInt32LE(at) === END) return at;
  return undefined;
}

/** The entries of a ZIP file; undefined when the list is not whole, or is for more than 4 GB (ZIP64). */
export function readZipEntries(bytes: Buffer): ZipEntry[] | undefined {
  const end = findEnd(bytes);
  if (end === undefined) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + HEADER_LENGTH > end || bytes.readUInt32LE(at) !== HEADER) return undefined;
    const size = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const rest = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    const nameAt = at + HEADER_LENGTH;
    if (nameAt + nameLength + rest > end || size === 0xffffffff) return undefined;
    entries.push({ name: bytes.toString('utf8', nameAt, nameAt + nameLength), size });
    at = nameAt + nameLength + rest;
  }
  return entries;
}
