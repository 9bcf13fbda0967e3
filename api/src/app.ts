// Builds the api: its plugins in order, then its features by name. `main` starts it, tests build the same one.
import helmet from '@fastify/helmet';
import underPressure from '@fastify/under-pressure';
import type { Database } from '@exchange/db';
import type { ListingIndex } from '@exchange/search';
import Fastify, { type FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import type { Config } from './config.ts';
import { unavailable } from './errors.ts';
import { cachingPlugin } from './plugins/caching.ts';
import { clientAddressPlugin } from './plugins/client-address.ts';
import { contextPlugin } from './plugins/context.ts';
import { errorHandlerPlugin } from './plugins/error-handler.ts';
import { healthPlugin } from './plugins/health.ts';
import { idempotencyPlugin } from './plugins/idempotency.ts';
import { metricsPlugin } from './plugins/metrics.ts';
import { openapiPlugin } from './plugins/openapi.ts';
import { rateLimitPlugin } from './plugins/rate-limit.ts';
import { logOptions, requestLogPlugin } from './plugins/request-log.ts';
import { validationPlugin } from './plugins/validation.ts';
import { viewerPlugin } from './plugins/viewer.ts';
import { searchRecorderPlugin } from './searches/plugin.ts';
import { features } from './features.ts';

const BODY_LIMIT = 1024 * 1024;

export interface Parts {
  config: Config;
  database: Database;
  index: ListingIndex;
  /** Gives the time; the machine's own unless told. */
  clock?: () => Date;
}

/** Builds the api on parts that its caller opened, and closes after it. */
export async function buildApp({ config, database, index, clock = () => new Date() }: Parts): Promise<FastifyInstance> {
  const app = Fastify({
    ...logOptions(config.logLevel),
    bodyLimit: BODY_LIMIT,
    // Longer than a proxy's idle connection, so that the proxy is the one that closes.
    keepAliveTimeout: 75_000,
    requestTimeout: 30_000,
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  index.onChange?.(({ away, isEmpty, reason }) => {
    const what = isEmpty ? 'has lost its index, which the workers fill' : 'is away';
    if (away)
      app.log.warn({ err: reason }, `The search engine ${what}: searches are answered by the spare in PostgreSQL`);
    else app.log.info('The search engine is back');
  });
  const redis = connectRedis(app, config);
  await app.register(contextPlugin, { context: { db: database.db, index, config, now: clock } });
  await app.register(errorHandlerPlugin);
  await app.register(validationPlugin);
  await app.register(clientAddressPlugin);
  await app.register(requestLogPlugin);
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } });
  await app.register(underPressure, {
    maxEventLoopDelay: 2_000,
    pressureHandler: () => {
      throw unavailable('The exchange is busy just now: try again in a moment.');
    },
  });
  await app.register(rateLimitPlugin, { redis });
  await app.register(viewerPlugin);
  await app.register(idempotencyPlugin);
  await app.register(cachingPlugin);
  await app.register(metricsPlugin);
  await app.register(healthPlugin, { redis });
  await app.register(openapiPlugin);
  await app.register(searchRecorderPlugin);
  await app.register(features, { prefix: '/api/v1' });
  return app;
}

/** Redis for shared rate limits and the health check: it fails fast, and the api works on without it. */
function connectRedis(app: FastifyInstance, config: Config): Redis | undefined {
  if (config.redisUrl === undefined) return undefined;
  const redis = new Redis(config.redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2_000,
  });
  redis.on('error', (error) => {
    app.log.warn({ err: error }, 'Redis does not answer');
  });
  app.addHook('onClose', async () => {
    redis.disconnect();
  });
  return redis;
}
