// What may be kept by whom: public reads say so and carry an ETag; everything else is private.
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import fp from 'fastify-plugin';

/** Marks a reply as public for `seconds`; what it says to those who are signed in must be the same. */
export function cacheFor(reply: FastifyReply, seconds: number): void {
  reply.header('cache-control', `public, max-age=${String(seconds)}`);
}

export const cachingPlugin = fp(async (app) => {
  app.addHook('onSend', async (request, reply, payload) => {
    const control = reply.getHeader('cache-control');
    if (control === undefined) reply.header('cache-control', 'private, no-store');
    if (reply.statusCode !== 200 || typeof payload !== 'string' || !String(control).startsWith('public'))
      return payload;
    const etag = `"${createHash('sha1').update(payload).digest('base64url')}"`;
    reply.header('etag', etag);
    if (!isKnown(request.headers['if-none-match'], etag)) return payload;
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    return '';
  });
});

/** Whether an If-None-Match header names a tag (RFC 9110, 13.1.2): a list of tags, weak ones among them, or `*`. */
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
