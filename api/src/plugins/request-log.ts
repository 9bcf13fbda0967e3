// One line a request in the log, without secrets: no headers, no bodies, and no tokens out of a query string.
import { randomUUID } from 'node:crypto';
import { LogController, type FastifyServerOptions } from 'fastify';
import fp from 'fastify-plugin';

/** The path and query with the values of `token` and the like struck out. */
export function withoutSecrets(url: string): string {
  return url.replace(/([?&](?:token|password|accessToken|refreshToken|code)=)[^&#]*/gi, '$1…');
}

/** What Fastify is made with, for its log. */
export function logOptions(level: string): Pick<FastifyServerOptions, 'logger' | 'logController' | 'genReqId'> {
  return {
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    logger:
      level === 'silent'
        ? false
        : {
            level,
            redact: [
              'req.headers.authorization',
              'req.headers.cookie',
              '*.password',
              '*.token',
              '*.refreshToken',
              '*.accessToken',
            ],
            serializers: {
              req: (request: { method: string; url: string }) => ({
                method: request.method,
                url: withoutSecrets(request.url),
              }),
            },
          },
  };
}

export const requestLogPlugin = fp(async (app) => {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.config.quiet) return;
    request.log.info(
      {
        req: request,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        address: request.clientAddress,
        userId: request.viewer?.id,
      },
      'request',
    );
  });
});

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Not worth a line in the log: health checks and the like. */
    quiet?: boolean;
  }
}
