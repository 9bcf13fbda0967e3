// Whether the process lives (/healthz), and whether all it stands on answers (/readyz).
import { sql } from 'drizzle-orm';
import fp from 'fastify-plugin';
import type { Redis } from 'ioredis';

const LIMIT_MS = 2_000;

/** Resolves to whether `check` ended well within two seconds. */
async function answers(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('no answer in time'));
    }, LIMIT_MS);
  });
  try {
    await Promise.race([check(), limit]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

export const healthPlugin = fp<{ redis?: Redis }>(async (app, options) => {
  const { db, index } = app.context;
  const { redis } = options;
  const config = { quiet: true, rateLimit: false } as const;
  const database = () => db.execute(sql`select 1`);
  // Without Redis the queue lies in PostgreSQL, in a schema of its own that the workers make.
  const queue = redis ? () => redis.ping() : () => db.execute(sql`select to_regnamespace('bullmq')`);
  app.get('/healthz', { schema: { hide: true }, config }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true }, config }, async (_request, reply) => {
    const [isDatabase, isQueue, isSearch] = await Promise.all([
      answers(database),
      answers(queue),
      answers(() => index.ping()),
    ]);
    const parts = { database: isDatabase, queue: isQueue, search: isSearch };
    const away = Object.entries(parts).flatMap(([name, isThere]) => (isThere ? [] : [name]));
    // The spare engine answers searches while the first is away: all is served, and somebody should know.
    const [first] = index.engines;
    const isDegraded = first !== undefined && index.engine !== first.engine;
    reply.code(away.length === 0 ? 200 : 503);
    return {
      status: away.length > 0 ? 'away' : isDegraded ? 'degraded' : 'ready',
      away: isDegraded ? [...away, first.engine] : away,
      engine: index.engine,
    };
  });
});
