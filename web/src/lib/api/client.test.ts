// The client against a real server: what comes back, and what every way of failing becomes.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createApi, toSearch, type Api } from './client.ts';
import { retryAfterOf } from './problem.ts';

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  server = undefined;
});

async function anApi(
  listener: RequestListener,
  options: { timeoutMs?: number; accessToken?: string } = {},
): Promise<Api> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return createApi({ baseUrl: `http://127.0.0.1:${port}`, clientAddress: '192.0.2.7', webKey: 'key', ...options });
}

const answer =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

describe('the api client', () => {
  it('sends who asks, for whom and what, and gives the data', async () => {
    let seen: Record<string, unknown> = {};
    const api = await anApi(
      (request, response) => {
        request.setEncoding('utf8').on('data', (body: string) => {
          seen = { ...request.headers, url: request.url, method: request.method, body };
          response.writeHead(201).end('{"id":"1"}');
        });
      },
      { accessToken: 'token' },
    );
    const result = await api.post<{ id: string }>('/things', { a: 1 }, { 'idempotency-key': 'once' });
    expect(result).toEqual({ ok: true, status: 201, data: { id: '1' } });
    expect(seen).toMatchObject({
      url: '/api/v1/things',
      method: 'POST',
      body: '{"a":1}',
      authorization: 'Bearer token',
      'x-exchange-client-address': '192.0.2.7',
      'x-exchange-web-key': 'key',
      'idempotency-key': 'once',
    });
  });

  it('sends a form with its file as a form, and hands a reply through unread', async () => {
    let type = '';
    const api = await anApi((request, response) => {
      type = request.headers['content-type'] ?? '';
      request.resume().on('end', () => response.writeHead(201, { 'content-type': 'image/avif' }).end('{"id":"1"}'));
    });
    const form = new FormData();
    form.set('file', new Blob(['x']), 'a.txt');
    expect(await api.upload('/things', form)).toMatchObject({ ok: true, data: { id: '1' } });
    expect(type).toMatch(/^multipart\/form-data; boundary=/);
    const reply = await api.open('/files/1', { 'if-none-match': '"x"' });
    expect([reply.headers.get('content-type'), await reply.text()]).toEqual(['image/avif', '{"id":"1"}']);
  });

  it('gives nothing for an empty answer', async () => {
    const api = await anApi(answer(204, ''));
    expect(await api.delete('/things/1')).toEqual({ ok: true, status: 204, data: undefined });
  });

  it('gives the fields, the version and the request id of a refusal', async () => {
    const error = {
      code: 'STALE_VERSION',
      message: 'It moved.',
      fields: [{ path: 'title', message: 'must not be empty' }],
      currentVersion: 4,
      requestId: 'r1',
    };
    const api = await anApi(answer(409, JSON.stringify({ error })));
    expect(await api.patch('/things/1', {})).toEqual({ ok: false, status: 409, problem: error });
  });

  it('says when to try again', async () => {
    const body = JSON.stringify({ error: { code: 'TOO_MANY', message: 'Wait.', requestId: 'r' } });
    const api = await anApi(answer(429, body, { 'retry-after': '30' }));
    expect(await api.get('/things')).toMatchObject({
      ok: false,
      problem: { code: 'TOO_MANY', retryAfter: 30, fields: [] },
    });
  });

  it('makes a problem of an error that is not the api’s own', async () => {
    const api = await anApi(answer(502, '<h1>Bad gateway</h1>'));
    expect(await api.get('/things')).toMatchObject({ ok: false, status: 502, problem: { code: 'UNEXPECTED_REPLY' } });
  });

  it('makes a problem of a success that is no JSON, and of an api that is away', async () => {
    const api = await anApi(answer(200, 'not json'));
    expect(await api.get('/things')).toMatchObject({ ok: false, status: 503, problem: { code: 'API_UNREACHABLE' } });
    const away = createApi({ baseUrl: 'http://127.0.0.1:1' });
    expect(await away.get('/things')).toMatchObject({ ok: false, status: 503, problem: { code: 'API_UNREACHABLE' } });
  });

  it('gives up on an api that does not answer', async () => {
    const api = await anApi(() => undefined, { timeoutMs: 50 });
    expect(await api.get('/things')).toMatchObject({ ok: false, status: 504, problem: { code: 'API_TIMEOUT' } });
  });
});

describe('toSearch', () => {
  it('repeats lists and leaves out what is absent or empty', () => {
    expect(toSearch({ q: 'a b', ask: ['contract', 'peers'], page: 2, sort: undefined, cursor: '' })).toBe(
      '?q=a+b&ask=contract&ask=peers&page=2',
    );
    expect(toSearch({})).toBe('');
    expect(toSearch(undefined)).toBe('');
  });
});

describe('retryAfterOf', () => {
  it('reads seconds and dates', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(retryAfterOf('12', now)).toBe(12);
    expect(retryAfterOf('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60);
    expect(retryAfterOf('Thu, 01 Jan 2020 00:00:00 GMT', now)).toBe(0);
    expect(retryAfterOf('soon', now)).toBeUndefined();
    expect(retryAfterOf(null, now)).toBeUndefined();
  });
});
