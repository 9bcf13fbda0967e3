// Reads a form with one file and a few texts, as browsers send it, and refuses what is too large before it is read whole.
import { fileLimits } from '@exchange/contracts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiError, invalid } from '../errors.ts';
import { hashOf } from './hash.ts';
import { safeName } from './names.ts';

/** Room for the form around the file: its texts and its boundaries. */
const ENVELOPE = 64 * 1024;

/** For @fastify/multipart: anything more is refused while it is read. */
export const multipartLimits = {
  fileSize: fileLimits.bytes,
  files: 1,
  fields: 4,
  fieldSize: 4_000,
  fieldNameSize: 100,
  headerPairs: 20,
};

/** A file that was sent. Where its form is compared with another (Idempotency-Key), its hash stands for it. */
export interface Upload {
  name: string;
  bytes: Buffer;
  toJSON: () => unknown;
}

const toUpload = (name: string, bytes: Buffer): Upload => {
  const hash = hashOf(bytes);
  return { name, bytes, toJSON: () => ({ name, hash }) };
};

/** The field `file` of a form. */
export const UploadField = z
  .custom<Upload>((value) => Buffer.isBuffer((value as Upload | undefined)?.bytes), 'must be chosen')
  .meta({ type: 'string', format: 'binary', description: `At most ${String(fileLimits.bytes / 1_000_000)} MB` });

const tooLarge = () =>
  new ApiError(413, 'FILE_TOO_LARGE', 'This file is larger than 10 MB.', {
    fields: [{ path: 'file', message: 'must be 10 MB or less' }],
  });

/** The form is not one, or ended before its end. */
const malformed = (cause: unknown) => {
  const error = new ApiError(400, 'MALFORMED', 'The form is not whole: send it again as multipart/form-data.');
  error.cause = cause;
  return error;
};

function refusal(error: unknown): Error {
  if (error instanceof ApiError) return error;
  const { code, statusCode } = error as Partial<FastifyError>;
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge();
  if (statusCode === 413) return invalid([{ path: 'file', message: 'must be one file, with its few fields' }]);
  return malformed(error);
}

async function readParts(request: FastifyRequest): Promise<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.valueTruncated) throw invalid([{ path: part.fieldname, message: 'is too long' }]);
      body[part.fieldname] = part.value;
      continue;
    }
    const bytes = await part.toBuffer();
    // A browser sends an empty file without a name when none was chosen.
    if (!part.filename) continue;
    if (bytes.byteLength === 0) throw invalid([{ path: part.fieldname, message: 'is empty: it has 0 bytes' }]);
    body[part.fieldname] = toUpload(safeName(part.filename), bytes);
  }
  return body;
}

/**
 * Puts the form of a request in the place of its body.
 * @throws 413 when the file is larger than 10 MB, by what its length says before anything is read; 415, 400, 422
 */
export async function readUpload(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!request.isMultipart())
    throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the file as multipart/form-data.');
  if (Number(request.headers['content-length'] ?? 0) > fileLimits.bytes + ENVELOPE) {
    // What is still on its way is not waited for.
    reply.header('connection', 'close');
    throw tooLarge();
  }
  try {
    request.body = await readParts(request);
  } catch (error) {
    reply.header('connection', 'close');
    throw refusal(error);
  }
}
