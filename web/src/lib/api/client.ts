// The one way to the api: JSON over HTTP with a time limit, and every failure as a value instead of an exception.
import type { FieldProblem } from '@exchange/contracts';
import { problemOf, unreachable, type ApiProblem } from './problem.ts';

/** What came of a call. A failure carries what the api said, or says that it could not be reached. */
export type ApiResult<T> = { ok: true; status: number; data: T } | { ok: false; status: number; problem: ApiProblem };

export type QueryValue = string | number | boolean | undefined | null | readonly string[];
export type Query = Readonly<Record<string, QueryValue>> | URLSearchParams;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Api {
  get: <T>(path: string, query?: Query) => Promise<ApiResult<T>>;
  post: <T>(path: string, body?: unknown, headers?: Record<string, string>) => Promise<ApiResult<T>>;
  put: <T>(path: string, body: unknown) => Promise<ApiResult<T>>;
  patch: <T>(path: string, body: unknown) => Promise<ApiResult<T>>;
  delete: <T>(path: string) => Promise<ApiResult<T>>;
  /** Posts a form with a file. */
  upload: <T>(path: string, form: FormData, headers?: Record<string, string>) => Promise<ApiResult<T>>;
  /** The reply as it comes, its body still to be read: for files that only pass through. Throws when there is none. */
  open: (path: string, headers?: Record<string, string>) => Promise<Response>;
}

/** A file takes its time to be sent and made ready. */
const UPLOAD_TIMEOUT_MS = 60_000;

export interface ApiOptions {
  /** The api's origin, without a slash at the end. */
  baseUrl: string;
  accessToken?: string | undefined;
  /** The visitor's address, for the api's rate limits; believed only beside the right `webKey`. */
  clientAddress?: string | undefined;
  webKey?: string | undefined;
  /** Milliseconds before a call is given up; 10,000 unless told. */
  timeoutMs?: number;
  fetch?: typeof fetch;
}

/** Writes a query: lists repeat their name, and what is absent or empty is left out. */
export function toSearch(query: Query | undefined): string {
  if (query === undefined) return '';
  const params = query instanceof URLSearchParams ? query : new URLSearchParams();
  if (!(query instanceof URLSearchParams)) {
    for (const [name, value] of Object.entries(query)) {
      const values = Array.isArray(value) ? (value as readonly string[]) : [value as Exclude<QueryValue, object>];
      for (const one of values) if (one != null && one !== '') params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

function headersOf(options: ApiOptions, body: unknown): Record<string, string> {
  return {
    accept: 'application/json',
    // A form brings its own, with its boundary.
    ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    ...(options.accessToken ? { authorization: `Bearer ${options.accessToken}` } : {}),
    ...(options.clientAddress && options.webKey
      ? { 'x-exchange-client-address': options.clientAddress, 'x-exchange-web-key': options.webKey }
      : {}),
  };
}

/** Makes a client that speaks as one person. Calls never throw; they give an `ApiResult`. */
export function createApi(options: ApiOptions): Api {
  const send = options.fetch ?? fetch;
  async function call<T>(
    method: Method,
    path: string,
    body?: unknown,
    extra: Record<string, string> = {},
  ): Promise<ApiResult<T>> {
    try {
      const response = await send(`${options.baseUrl}/api/v1${path}`, {
        method,
        headers: { ...headersOf(options, body), ...extra },
        body: body === undefined ? null : body instanceof FormData ? body : JSON.stringify(body),
        signal: AbortSignal.timeout(body instanceof FormData ? UPLOAD_TIMEOUT_MS : (options.timeoutMs ?? 10_000)),
      });
      const text = await response.text();
      if (!response.ok) {
        return { ok: false, status: response.status, problem: problemOf(response.status, text, response.headers) };
      }
      return { ok: true, status: response.status, data: (text === '' ? undefined : JSON.parse(text)) as T };
    } catch (cause) {
      const problem = unreachable(cause);
      return { ok: false, status: problem.code === 'API_TIMEOUT' ? 504 : 503, problem };
    }
  }
  return {
    get: (path, query) => call('GET', `${path}${toSearch(query)}`),
    post: (path, body, headers) => call('POST', path, body, headers),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
    upload: (path, form, headers) => call('POST', path, form, headers),
    open: (path, headers) =>
      send(`${options.baseUrl}/api/v1${path}`, {
        headers: { ...headersOf(options, undefined), accept: '*/*', ...headers },
        signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
      }),
  };
}

export type { ApiProblem, FieldProblem };
