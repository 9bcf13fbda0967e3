// What holds for every route: the one error shape, strict and limited bodies, health, caching and headers.
import { ErrorBody } from '@exchange/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from './testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const raw = (payload: string, type = 'application/json') =>
  api.app.inject({ method: 'POST', url: '/api/v1/auth/login', payload, headers: { 'content-type': type } });

describe('errors', () => {
  it('have one shape, with the id of the request', async () => {
    const { status, body, headers } = await api.ask('/nowhere');
    expect(status).toBe(404);
    expect(ErrorBody.parse(body).error.requestId).toBe(headers['x-request-id']);
    expect(body.error.code).toBe('NOT_FOUND');
  });

  it.each([
    ['{"email": ', 400, 'MALFORMED'],
    ['', 400, 'MALFORMED'],
    ['{"__proto__": {"a": 1}}', 400, 'MALFORMED'],
  ])('%j is malformed', async (payload, status, code) => {
    const reply = await raw(payload);
    expect(reply.statusCode).toBe(status);
    expect(ErrorBody.parse(reply.json()).error.code).toBe(code);
  });

  it('refuse a type that is not understood, and a body that is too large', async () => {
    expect((await raw('<a/>', 'application/xml')).statusCode).toBe(415);
    const large = await raw(JSON.stringify({ email: 'x'.repeat(1_100_000) }));
    expect(large.statusCode).toBe(413);
    expect(ErrorBody.parse(large.json()).error.code).toBe('BODY_TOO_LARGE');
  });

  it('name every field that is wrong, missing or unknown', async () => {
    const { status, body } = await api.ask('/auth/register', { body: { email: 'no', password: 'short', nmae: 'Ann' } });
    expect(status).toBe(422);
    expect(body.error.code).toBe('VALIDATION_FAILED');
    expect(body.error.fields.map(({ path }: { path: string }) => path).sort()).toEqual([
      'email',
      'name',
      'nmae',
      'password',
    ]);
    expect(body.error.fields).toContainEqual({ path: 'name', message: 'is needed' });
    expect(body.error.fields).toContainEqual({ path: 'nmae', message: 'is not a field that is known here' });
  });

  it('tell nothing of text that no text can hold', async () => {
    const { status } = await api.ask('/organisations/%00');
    expect(status).toBe(404);
  });
});

describe('health', () => {
  it('lives and is ready, and says what it measured', async () => {
    expect((await api.app.inject('/healthz')).statusCode).toBe(200);
    expect((await api.app.inject('/readyz')).json()).toMatchObject({ status: 'ready', away: [] });
    const metrics = await api.app.inject('/metrics');
    expect(metrics.payload).toContain('http_request_duration_seconds_bucket');
  });
});

describe('caching', () => {
  it('lets public reads be kept, and answers 304 to who has them', async () => {
    const first = await api.ask('/reference');
    expect(first.headers['cache-control']).toBe('public, max-age=300');
    const etag = String(first.headers.etag);
    const again = await api.ask('/reference', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
  });

  it('keeps what is personal private', async () => {
    const token = await api.signIn(await api.aUser());
    expect((await api.ask('/me', { token })).headers['cache-control']).toBe('private, no-store');
  });
});
