// The headers of every answer: what is told to one browser is kept by no cache on the way.
import type { Handle } from '@sveltejs/kit/hooks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handle } from './hooks.server.ts';

beforeAll(() => vi.stubEnv('EXCHANGE_SECRET', 'x'.repeat(32)));
afterAll(() => vi.unstubAllEnvs());

/** Answers a visit of somebody signed out as a page would. */
async function answer(headers: Record<string, string>): Promise<Headers> {
  const visit = {
    cookies: { get: () => undefined },
    getClientAddress: () => '127.0.0.1',
    locals: {},
    request: new Request('http://localhost/files/a/b'),
    route: { id: '/files/[id]/[hash]' },
    url: new URL('http://localhost/files/a/b'),
  } as unknown as Parameters<Handle>[0]['event'];
  return (await handle({ event: visit, resolve: async () => new Response('', { headers }) })).headers;
}

describe('cache-control', () => {
  const forever = 'public, max-age=31536000, immutable';

  it('is what the page says, and private where it says nothing', async () => {
    expect((await answer({ 'cache-control': forever })).get('cache-control')).toBe(forever);
    expect((await answer({})).get('cache-control')).toBe('private, no-store');
  });

  it('is private, however public the page, beside the cookies of a session', async () => {
    const headers = await answer({ 'cache-control': forever, 'set-cookie': 'exchange_refresh=secret' });
    expect(headers.get('cache-control')).toBe('private, no-store');
  });
});
