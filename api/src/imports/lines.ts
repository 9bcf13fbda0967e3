// Reads a file line by line as a stream: a line of any length never fills memory, and each is decoded strictly.

/** A file that cannot be read as lines of JSON at all; its message is for the person who gave it. */
export class BrokenFile extends Error {}

export interface Line {
  /** Counts from 1. */
  number: number;
  /** Undefined when the line could not be read; then `problem` says why. */
  text?: string;
  problem?: string;
  /** The file ends in this line, without a line break. */
  isUnended?: boolean;
}

export const LINE_LIMIT = 1024 * 1024;
const LF = 0x0a;

/** What the first bytes say of a file that is not UTF-8 text. */
function refuseOtherKinds(start: Buffer): void {
  const [a = 0, b = 0, c = 0] = start;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || (start.length > 1 && (a === 0) !== (b === 0)))
    throw new BrokenFile('it is encoded in UTF-16: save it as UTF-8 and try again.');
  if (a === 0x1f && b === 0x8b) throw new BrokenFile('it is compressed (gzip): unpack it and try again.');
  if (a === 0x50 && b === 0x4b && c <= 0x08)
    throw new BrokenFile('it is a ZIP archive or a spreadsheet, not lines of JSON.');
  if (start.subarray(0, 4096).includes(0)) throw new BrokenFile('it is not a text file.');
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Buffer, number: number): Line {
  try {
    const text = decoder.decode(bytes).replace(/\r$/, '');
    return { number, text: number === 1 ? text.replace(/^\uFEFF/, '') : text };
  } catch {
    const at = bytes.findIndex((_byte, index) => !isDecodable(bytes.subarray(0, index + 4), index));
    const byte = (bytes[Math.max(0, at)] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    return {
      number,
      problem: `is not UTF-8 (byte ${byte}); it looks like Latin-1 or Windows-1252: save the file as UTF-8`,
    };
  }
}

/** Whether the character that begins at `index` is whole and valid, as far as its lead byte says how long it is. */
function isDecodable(bytes: Buffer, index: number): boolean {
  const lead = bytes[index] ?? 0;
  if (lead < 0x80) return true;
  if (lead < 0xc2 || lead > 0xf4) return lead >= 0x80 && lead < 0xc0 && index > 0 && (bytes[index - 1] ?? 0) >= 0x80;
  const next = bytes[index + 1] ?? 0;
  return next >= 0x80 && next < 0xc0;
}

/**
 * The lines of a stream of bytes, blank ones left out. A line over the limit is skipped and told of.
 * @throws BrokenFile when the file is of another kind or encoding
 */
export async function* readLines(source: AsyncIterable<Buffer>, limit = LINE_LIMIT): AsyncGenerator<Line> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  let isFirst = true;
  const take = (isUnended: boolean): Line | undefined => {
    const line: Line =
      length > limit
        ? { number, problem: `is longer than ${(limit / 1024 / 1024).toString()} MiB: one listing a line, please` }
        : decode(Buffer.concat(parts), number);
    parts = [];
    length = 0;
    number += 1;
    if (line.text?.trim() === '') return undefined;
    return isUnended ? { ...line, isUnended } : line;
  };
  const keep = (piece: Buffer) => {
    length += piece.length;
    // Beyond the limit only the length is counted.
    if (length <= limit) parts.push(piece);
    else parts = [];
  };
  for await (const chunk of source) {
    if (isFirst && chunk.length > 0) {
      refuseOtherKinds(chunk);
      isFirst = false;
    }
    let from = 0;
    for (let end = chunk.indexOf(LF, from); end >= 0; end = chunk.indexOf(LF, from)) {
      keep(chunk.subarray(from, end));
      from = end + 1;
      const line = take(false);
      if (line) yield line;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  const last = length > 0 ? take(true) : undefined;
  if (last) yield last;
}
