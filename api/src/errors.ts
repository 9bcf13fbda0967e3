// The errors a caller is told of, each with its status and stable code. Services throw them; one handler answers.
import type { FieldProblem } from '@exchange/contracts';

interface Details {
  fields?: FieldProblem[];
  currentVersion?: number;
  /** Seconds to wait before trying again. */
  retryAfter?: number;
}

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Details;

  constructor(status: number, code: string, message: string, details: Details = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** Unknown and hidden answer alike. `what` begins the sentence: "This listing". */
export const notFound = (what: string) =>
  new ApiError(404, 'NOT_FOUND', `${what} does not exist, or you may not see it.`);

export const notSignedIn = (message = 'Sign in first: send a valid access token.') =>
  new ApiError(401, 'NOT_SIGNED_IN', message);

export const forbidden = (message: string, code = 'FORBIDDEN') => new ApiError(403, code, message);

export const conflict = (code: string, message: string) => new ApiError(409, code, message);

/** Valid JSON, wrong values. */
export const invalid = (fields: FieldProblem[], code = 'VALIDATION_FAILED', message?: string) =>
  new ApiError(
    422,
    code,
    message ??
      (fields.length === 1
        ? `${fields[0]?.path || 'The body'} ${fields[0]?.message ?? ''}.`
        : `${String(fields.length)} fields are missing or wrong.`),
    { fields },
  );

/** Somebody else changed it meanwhile. */
export const staleVersion = (currentVersion: number) =>
  new ApiError(409, 'STALE_VERSION', 'This was changed since you read it: read it again, then make your change.', {
    currentVersion,
  });

/** Too many; `retryAfter` in seconds. */
export const tooMany = (message: string, retryAfter: number) =>
  new ApiError(429, 'TOO_MANY_REQUESTS', message, { retryAfter });

/** A part the api stands on is away, or it is overloaded. */
export const unavailable = (message: string, cause?: unknown) => {
  const error = new ApiError(503, 'UNAVAILABLE', message, { retryAfter: 5 });
  error.cause = cause;
  return error;
};
