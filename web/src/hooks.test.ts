// The headers of every answer: what is told to one browser is kept by no cache on the way.
import type { Handle } from '@sveltejs/kit/hooks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handle } from './hooks.server.ts';

beforeAll(() => vi.stubEnv('EXCHANGE_SECRET', 'x'.repeat(32)));
afterAll(() => vi.unstubAllEnvs());

/** Answers a visit of somebody signed out as a page would. */
async function answer(
  headers: Record<string, string>,
  request = new Request('http://localhost/files/a/b'),
  resolve = async () => new Response('', { headers }),
): Promise<Headers> {
  const visit = {
    cookies: { get: () => undefined },
    getClientAddress: () => '127.0.0.1',
    locals: {},
    request,
    route: { id: '/files/[id]/[hash]' },
    url: new URL('http://localhost/files/a/b'),
  } as unknown as Parameters<Handle>[0]['event'];
  return (await handle({ event: visit, resolve })).headers;
}

describe('a form that does not say how long it is', () => {
  /** Sends `pieces` of 64 kB, and tells how many were taken. */
  const sending = (pieces: number) => {
    const taken = { pieces: 0 };
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (taken.pieces === pieces) controller.close();
        else controller.enqueue(new Uint8Array(65_536).fill(97));
        taken.pieces = Math.min(pieces, taken.pieces + 1);
      },
    });
    const request = new Request('http://localhost/files/a/b', { method: 'POST', body, duplex: 'half' } as RequestInit);
    return { taken, request };
  };

  it('is read within the limit, and passed on whole', async () => {
    const { request } = sending(8);
    let length = 0;
    await answer({}, request, (async ({ request: passed }: { request: Request }) => {
      length = (await passed.arrayBuffer()).byteLength;
      return new Response('');
    }) as never);
    expect(length).toBe(512 * 1024);
  });

  it('is refused as soon as it is longer, and not read to its end', async () => {
    const { request, taken } = sending(1000);
    await expect(answer({}, request)).rejects.toMatchObject({ status: 413 });
    expect(taken.pieces).toBeLessThan(20);
  });
});

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
