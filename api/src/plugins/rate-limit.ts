// How much one address and one account may ask a minute; tighter where passwords are guessed and mail is caused.
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Redis } from 'ioredis';
import { tooMany } from '../errors.ts';

type AccountLimit = (request: FastifyRequest, userId: string) => Promise<void>;

declare module 'fastify' {
  interface FastifyInstance {
    limitAccount: AccountLimit;
    authLimit: { rateLimit?: { max: number } };
  }
}

/** Counts a request against its account, whatever address it comes from. */
export async function limitAccount(request: FastifyRequest, userId: string): Promise<void> {
  await request.server.limitAccount(request, userId);
}

const waitMessage = (seconds: number) =>
  `Too many requests: try again in ${seconds === 1 ? '1 second' : `${String(seconds)} seconds`}.`;

/** With Redis the counts are shared by all replicas; without it each counts its own. */
export const rateLimitPlugin = fp<{ redis?: Redis }>(async (app, options) => {
  const max = app.context.config.rateLimitPerMinute;
  if (max === 0) {
    app.decorate('limitAccount', async () => undefined);
    app.decorate('authLimit', {});
    return;
  }
  await app.register(rateLimit, {
    max,
    timeWindow: 60_000,
    cache: 20_000,
    redis: options.redis,
    skipOnError: true,
    keyGenerator: (request) => normalizeIP(request.clientAddress),
    errorResponseBuilder: (_request, { ttl }) => {
      const seconds = Math.max(1, Math.ceil(ttl / 1000));
      return tooMany(waitMessage(seconds), seconds);
    },
  });
  const accounts = new WeakMap<FastifyRequest, string>();
  const count = app.createRateLimit({
    max,
    timeWindow: 60_000,
    skipOnError: true,
    keyGenerator: (request) => `account:${accounts.get(request) ?? ''}`,
  });
  app.decorate('limitAccount', async (request: FastifyRequest, userId: string) => {
    accounts.set(request, userId);
    const result = await count(request);
    if (!result.isAllowed && result.isExceeded) throw tooMany(waitMessage(result.ttlInSeconds), result.ttlInSeconds);
  });
  // On each such route a twentieth of the general limit, yet enough for a household: 30 a minute by default.
  app.decorate('authLimit', { rateLimit: { max: Math.max(10, Math.floor(max / 20)) } });
});
