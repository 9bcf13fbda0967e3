// What went wrong with a call to the api, as one typed value whatever the cause.
import { ErrorBody, type FieldProblem } from '@exchange/contracts';

export interface ApiProblem {
  /** The api's stable code, or API_UNREACHABLE, API_TIMEOUT or UNEXPECTED_REPLY. */
  code: string;
  /** A sentence for people. */
  message: string;
  fields: FieldProblem[];
  currentVersion?: number;
  /** Seconds until it makes sense to try again (429). */
  retryAfter?: number;
  requestId?: string;
}

/** Reads `Retry-After` in seconds; a date is turned into seconds from `now`. */
export function retryAfterOf(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Turns a reply that is not a success into a problem, whether or not it has the api's error shape. */
export function problemOf(status: number, text: string, headers: Headers): ApiProblem {
  const retryAfter = retryAfterOf(headers.get('retry-after'));
  const withRetry = retryAfter === undefined ? {} : { retryAfter };
  const body = ErrorBody.safeParse(parse(text));
  if (!body.success) {
    return {
      code: 'UNEXPECTED_REPLY',
      message: `The service answered in a way we did not expect (${status}). Try again in a minute.`,
      fields: [],
      ...withRetry,
    };
  }
  const { code, message, fields, currentVersion, requestId } = body.data.error;
  return {
    code,
    message,
    fields: fields ?? [],
    requestId,
    ...(currentVersion === undefined ? {} : { currentVersion }),
    ...withRetry,
  };
}

/** The problem of a call that got no whole reply. */
export function unreachable(cause: unknown): ApiProblem {
  const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
  return timedOut
    ? { code: 'API_TIMEOUT', message: 'This is taking longer than it should. Try again in a minute.', fields: [] }
    : { code: 'API_UNREACHABLE', message: 'We cannot reach our service just now. Try again in a minute.', fields: [] };
}
