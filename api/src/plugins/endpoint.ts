// How a route is described: what it takes and gives, and every error it may answer, for the handler and for OpenAPI alike.
import { ErrorBody } from '@exchange/contracts';
import { z } from 'zod';

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

const failure = (status: Failure) => ({
  description: descriptions[status],
  content: { 'application/json': { schema: ErrorBody } },
});

/** Security of an operation in OpenAPI's form. */
type Security = readonly Readonly<Record<string, string[]>>[];
const bearer: Security = [{ bearer: [] }];
/** For all, who may say who they are. */
export const bearerOrNobody: Security = [{ bearer: [] }, {}];
/** For all, whoever they are. */
export const nobody: Security = [];

/** The reply without a body. */
export const nothing = z.undefined().describe('Done');

interface Facts {
  description?: string | undefined;
  /** Those who are signed in, where it is left out. */
  security?: Security;
  /** JSON, where it is left out. */
  consumes?: readonly string[];
  takes?: { params?: z.ZodType; querystring?: z.ZodType; headers?: z.ZodType; body?: z.ZodType };
  /** The body of a 200. */
  gives?: z.ZodType;
  /** The body of a 201. */
  makes?: z.ZodType;
  /** Replies of other kinds, by status. With none of the three it is a 204. */
  replies?: Record<number, unknown>;
  /** What it may refuse with, beside what its other facts tell. */
  fails?: readonly Failure[];
}

type Taken<F> = F extends { takes: infer Takes } ? Takes : unknown;
type Replies<F> = F extends { gives: infer Body }
  ? { 200: Body }
  : F extends { makes: infer Body }
    ? { 201: Body }
    : F extends { replies: infer Replies }
      ? Replies
      : { 204: typeof nothing };
/** The schema of a route. Its replies are those given, so that a handler can return those only: errors are thrown. */
type Endpoint<F> = Taken<F> & { operationId: string; summary: string; response: Replies<F> };

/** Any route may give 429, 500 and 503; what it asks for tells the rest that nobody needs to write down. */
function failuresOf({ security = bearer, takes = {}, fails = [] }: Facts): Failure[] {
  const all: Failure[] = [...fails, 429, 500, 503];
  if (security.length > 0) all.push(401);
  if (takes.body) all.push(400, 413, 415);
  if (takes.body ?? takes.querystring) all.push(422);
  return all;
}

function repliesOf(facts: Facts): Record<number, unknown> {
  const { gives, makes, replies } = facts;
  const failures = failuresOf(facts).map((status): [Failure, unknown] => [status, failure(status)]);
  const success = gives ? { 200: gives } : makes ? { 201: makes } : (replies ?? { 204: nothing });
  return { ...success, ...Object.fromEntries(failures) };
}

/**
 * @param tag the noun that OpenAPI lists the endpoints under
 * @returns what describes an endpoint by its name (`operationId`), what it does in a line, and its facts. Added are: 401
 * where somebody signs in; 422 where there is a query or a body to be wrong; 400, 413 and 415 with a body; and what any
 * route may give.
 */
export function endpointsOf(tag: string) {
  return <const F extends Facts>(operationId: string, summary: string, facts: F): Endpoint<F> => {
    const { description, security = bearer, consumes, takes } = facts as Facts;
    const schema = {
      operationId,
      tags: [tag],
      summary,
      ...(description === undefined ? {} : { description }),
      ...(security.length > 0 ? { security } : {}),
      ...(consumes ? { consumes } : {}),
      ...takes,
      response: repliesOf(facts),
    };
    return schema as unknown as Endpoint<F>;
  };
}
