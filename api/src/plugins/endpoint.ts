// How a route is described: what it takes and gives, and every error it may answer, for the handler and for OpenAPI alike.
import { ErrorBody } from '@exchange/contracts';
import type { z } from 'zod';

const descriptions = {
  400: 'Malformed: not JSON, or not HTTP as it should be',
  401: 'Not signed in, or the token is no longer valid',
  403: 'Signed in, and not allowed to do this',
  404: 'Unknown, or not to be seen by this person',
  409: 'In conflict with the present state; the code says how',
  413: 'The body is larger than 1 MiB, or the file in it than 10 MB',
  415: 'The body is of a kind that is not understood',
  422: 'Understood, but missing or wrong values, named field by field',
  429: 'Too many requests; Retry-After says when to come back',
  500: 'Something went wrong on our side',
  503: 'A part the exchange needs is away; Retry-After says when to come back',
} as const;
export type Failure = keyof typeof descriptions;

interface Description {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  body?: z.ZodType;
  querystring?: z.ZodType;
  params?: z.ZodType;
  headers?: z.ZodType;
  response: Record<number, unknown>;
}

const failure = (status: Failure) => ({
  description: descriptions[status],
  content: { 'application/json': { schema: ErrorBody } },
});

/** Security of an operation in OpenAPI's form. */
type Security = Record<string, string[]>[];
export const bearer: Security = [{ bearer: [] }];
export const bearerOrNobody: Security = [{ bearer: [] }, {}];

/**
 * Describes an endpoint. The errors that any route may give (429, 500, 503; 400, 413, 415 with a body) are added.
 * The type stays that of the replies given, so that a handler can return those only: errors are thrown.
 */
export function endpoint<S extends Description>(schema: S, failures: readonly Failure[]): S {
  const common: Failure[] = schema.body ? [400, 413, 415, 429, 500, 503] : [429, 500, 503];
  const all = [...failures, ...common].sort((a, b) => a - b);
  return { ...schema, response: { ...schema.response, ...Object.fromEntries(all.map((s) => [s, failure(s)])) } };
}
