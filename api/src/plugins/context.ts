// Hands the context to every route as `app.context`.
import fp from 'fastify-plugin';
import type { Context } from '../context.ts';

declare module 'fastify' {
  interface FastifyInstance {
    context: Context;
  }
}

export const contextPlugin = fp<{ context: Context }>(async (app, options) => {
  app.decorate('context', options.context);
});
