// Reads a posted form with files as it arrives: texts are kept, and a file only as far as it may be large, so that the texts beside
// one that is far too large are not lost with it.
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import type { Values } from '../forms/read.ts';
import { MOST_BYTES } from './labels.ts';

/** A file that was chosen; without its bytes when it is larger than one may be. */
export interface ChosenFile {
  name: string;
  /** Undefined: it is too large, and was not kept. */
  file: File | undefined;
}
export interface PostedForm {
  values: Values;
  files: Record<string, ChosenFile>;
}

/** More than the form has: eight pictures and ten documents with their texts. */
const limits = { fileSize: MOST_BYTES + 1, files: 4, fields: 200, fieldSize: 100_000 };

async function readFile(stream: BusboyFileStream, name: string, type: string): Promise<ChosenFile> {
  const parts: Buffer<ArrayBuffer>[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer<ArrayBuffer>>) {
    size += part.length;
    // Read on to the end without keeping it: a browser shows no answer before it has sent everything.
    if (size > MOST_BYTES) parts.length = 0;
    else parts.push(part);
  }
  return { name, file: size > MOST_BYTES ? undefined : new File(parts, name, { type }) };
}

/**
 * @returns texts by field, with line breaks as \n, and the files that were chosen, by field
 * @throws Error when what was sent is no form, or breaks off
 */
export async function readFilesForm(request: Request): Promise<PostedForm> {
  const type = request.headers.get('content-type') ?? '';
  const values: Values = {};
  const reading: Promise<readonly [string, ChosenFile]>[] = [];
  const parser = new Busboy({ headers: { 'content-type': type }, limits });
  parser.on('field', (name, value) => {
    (values[name] ??= []).push(value.replace(/\r\n?/g, '\n'));
  });
  parser.on('file', (field, stream, name, _encoding, fileType) => {
    // A field for a file that was left empty comes with a file without a name.
    if (name) reading.push(readFile(stream, name, fileType).then((chosen) => [field, chosen]));
    else stream.resume();
  });
  const body = Readable.fromWeb((request.body ?? new Blob([]).stream()) as ReadableStream);
  await new Promise<void>((resolve, reject) => {
    parser.once('finish', resolve).once('error', reject);
    body.once('error', reject).pipe(parser);
  });
  return { values, files: Object.fromEntries(await Promise.all(reading)) };
}
