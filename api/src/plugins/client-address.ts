// Whose address a request counts against: the visitor's when the web passes it on and proves that it is the web.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyRequest {
    clientAddress: string;
    /** It comes from the web, which has proven so. */
    isFromWeb: boolean;
  }
}

/** What the web sends as `x-exchange-web-key`. */
export const webKeyOf = (secret: string) => createHmac('sha256', secret).update('web').digest('base64url');

function isEqual(given: string, wanted: Buffer): boolean {
  const bytes = Buffer.from(given);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

export const clientAddressPlugin = fp(async (app) => {
  const wanted = Buffer.from(webKeyOf(app.context.config.secret));
  app.decorateRequest('clientAddress', '');
  app.decorateRequest('isFromWeb', false);
  app.addHook('onRequest', async (request: FastifyRequest) => {
    const key = request.headers['x-exchange-web-key'];
    const passed = request.headers['x-exchange-client-address'];
    const isWeb = typeof key === 'string' && isEqual(key, wanted);
    request.isFromWeb = isWeb;
    request.clientAddress = isWeb && typeof passed === 'string' && isIP(passed) !== 0 ? passed : request.ip;
  });
});
