// Hands the context to every route as `app.context`, and lets one request's work be one transaction.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db } from '@exchange/db';
import fp from 'fastify-plugin';
import type { Context } from '../context.ts';

declare module 'fastify' {
  interface FastifyInstance {
    context: Context;
  }
}

/** The transaction that the present piece of work is in; empty once that has ended, for what may still go on behind it. */
const around = new AsyncLocalStorage<{ trx: Db | undefined }>();

export const contextPlugin = fp<{ context: Context }>(async (app, { context }) => {
  app.decorate('context', {
    ...context,
    get db() {
      return around.getStore()?.trx ?? context.db;
    },
  });
});

/**
 * Does some work in one transaction: whatever asks the context for the database meanwhile is within it, and transactions of its own
 * become parts of it. What the work throws takes all of it back.
 */
export async function inOneTransaction<T>(context: Context, work: (trx: Db) => Promise<T>): Promise<T> {
  return context.db.transaction(async (trx) => {
    const store: { trx: Db | undefined } = { trx };
    try {
      return await around.run(store, () => work(trx));
    } finally {
      store.trx = undefined;
    }
  });
}
