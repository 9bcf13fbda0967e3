// The one place that answers errors: one shape, stable codes, and nothing of the inside on a 5xx.
import type { ErrorBody } from '@exchange/contracts';
import { findDatabaseError } from '@exchange/db/errors';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ApiError, notFound, unavailable } from '../errors.ts';

/** Fastify's own refusals, in our words. */
const refusals: Readonly<Record<string, [status: number, code: string, message: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'BODY_TOO_LARGE', 'The body is larger than 1 MiB.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'MALFORMED', 'The body is empty: send JSON, or no content type.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'MALFORMED', 'The body is not JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'MALFORMED', 'The body is not as long as its Content-Length says.'],
  FST_ERR_BAD_URL: [400, 'MALFORMED', 'The address is not a valid URL.'],
};

/** Not there, shutting down, out of connections, or no answer in time. */
const databaseIsAway = /^(E[A-Z]+|57P0[1-3]|53300|08...)$/;

function toApiError(error: FastifyError | ApiError): ApiError {
  if (error instanceof ApiError) return error;
  const refusal = refusals[error.code];
  if (refusal) return new ApiError(...refusal);
  const fromDatabase = findDatabaseError(error);
  if (fromDatabase && databaseIsAway.test(fromDatabase.code))
    return unavailable('The exchange is short of a part it needs: try again in a moment.', error);
  if (fromDatabase?.code === '22021' || fromDatabase?.code === '22P05')
    return new ApiError(400, 'MALFORMED', 'The request has a character in it that text cannot have.');
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500)
    return new ApiError(status, status === 400 ? 'MALFORMED' : 'REFUSED', error.message);
  const unknown = new ApiError(500, 'INTERNAL', 'Something went wrong on our side. It was noted; please try again.');
  unknown.cause = error;
  return unknown;
}

export function toErrorBody(error: ApiError, requestId: string): ErrorBody {
  const { fields, currentVersion } = error.details;
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(fields ? { fields } : {}),
      ...(currentVersion === undefined ? {} : { currentVersion }),
      requestId,
    },
  };
}

async function answer(error: FastifyError | ApiError, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const known = toApiError(error);
  if (known.status >= 500) request.log.error({ err: known.cause ?? known }, known.message);
  if (known.details.retryAfter !== undefined) reply.header('retry-after', known.details.retryAfter);
  if (known.status === 401) reply.header('www-authenticate', 'Bearer');
  // Plain text of JSON: a reply that fails its own schema must not fail again here.
  reply
    .code(known.status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'private, no-store')
    .serializer((payload: string) => payload);
  return JSON.stringify(toErrorBody(known, request.id));
}

export const errorHandlerPlugin = fp(async (app) => {
  app.setErrorHandler(answer);
  app.setNotFoundHandler(async (request, reply) => answer(notFound('This address'), request, reply));
});
