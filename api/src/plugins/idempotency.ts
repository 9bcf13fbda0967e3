// POSTs that create may carry an Idempotency-Key: the same key and body give the same answer, another body a 409.
import { createHash } from 'node:crypto';
import { claimIdempotencyKey, keepAnswer, releaseIdempotencyKey } from '@exchange/db/accounts/queries-idempotency';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import fp from 'fastify-plugin';
import { conflict, invalid } from '../errors.ts';
import { inOneTransaction } from './context.ts';
import { viewerOf } from './viewer.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The claim on a key that this request holds, until its answer is kept. */
    heldClaim: string | undefined;
  }
  interface FastifyContextConfig {
    /** This POST creates, and honours an Idempotency-Key. Needs `person: 'needed'`. */
    idempotent?: boolean;
  }
}

/** Route options for POSTs that create, by those who are signed in. */
export const creating = { config: { person: 'needed', idempotent: true } } as const;
/** The same, for what an organisation's programs may create by a key too. */
export const creatingOrWriter = { config: { person: 'needed', idempotent: true, key: 'write' } } as const;

function readKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw invalid([{ path: 'Idempotency-Key', message: 'must be 1 to 200 visible characters' }]);
  return key;
}

const inProgress = () =>
  conflict('REQUEST_IN_PROGRESS', 'The first request with this Idempotency-Key is still under way.');

async function replayOrClaim(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const key = request.routeOptions.config.idempotent ? readKey(request) : undefined;
  if (key === undefined) return undefined;
  const asked = JSON.stringify([request.method, request.url, request.body]);
  const requestHash = createHash('sha256').update(asked).digest('base64url');
  const { db } = request.server.context;
  const { claim, kept } = await claimIdempotencyKey(db, { userId: viewerOf(request).id, key, requestHash });
  if (claim !== undefined) {
    request.heldClaim = claim;
    return undefined;
  }
  if (kept.requestHash !== requestHash)
    throw conflict('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request: choose a new one.');
  if (kept.status === null) throw inProgress();
  reply.code(kept.status).header('idempotency-replayed', 'true').type('application/json; charset=utf-8');
  reply.serializer((payload: unknown) => JSON.stringify(payload));
  return reply.send(kept.body);
}

/**
 * Makes what a handler creates and the kept answer one transaction: a crash leaves both or neither, so that whoever asks again never
 * creates twice.
 */
function keeping(app: FastifyInstance, handler: RouteHandlerMethod): RouteHandlerMethod {
  return async function (this: FastifyInstance, request, reply) {
    const claim = request.heldClaim;
    if (claim === undefined) return handler.call(this, request, reply);
    const [made, isKept] = await inOneTransaction(app.context, async (trx) => {
      const answer: unknown = await handler.call(this, request, reply);
      const isMade = reply.statusCode < 300 && answer !== undefined && !reply.sent;
      if (!isMade) return [answer, false] as const;
      // Answers of these routes are JSON, written by their schemas.
      const body: unknown = JSON.parse(reply.serialize(answer) as string);
      // Somebody who waited a minute has taken it over: what was made here is taken back, or there would be two.
      if (!(await keepAnswer(trx, claim, reply.statusCode, body))) throw inProgress();
      return [answer, true] as const;
    });
    if (isKept) request.heldClaim = undefined;
    return made;
  };
}

export const idempotencyPlugin = fp(async (app) => {
  app.decorateRequest('heldClaim', undefined);
  app.addHook('preHandler', replayOrClaim);
  app.addHook('onRoute', (route) => {
    if (route.config?.idempotent) route.handler = keeping(app, route.handler);
  });
  // Still held: the request failed, or made nothing.
  app.addHook('onSend', async (request, _reply, payload) => {
    const claim = request.heldClaim;
    request.heldClaim = undefined;
    if (claim !== undefined) await releaseIdempotencyKey(app.context.db, claim);
    return payload;
  });
});
