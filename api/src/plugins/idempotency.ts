// POSTs that create may carry an Idempotency-Key: the same key and body give the same answer, another body a 409.
import { createHash } from 'node:crypto';
import { claimIdempotencyKey, keepAnswer, releaseIdempotencyKey } from '@exchange/db/accounts/queries-idempotency';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { conflict, invalid } from '../errors.ts';
import { viewerOf } from './viewer.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key this request holds, until its answer is kept. */
    heldKey: string | undefined;
  }
  interface FastifyContextConfig {
    /** This POST creates, and honours an Idempotency-Key. Needs `person: 'needed'`. */
    idempotent?: boolean;
  }
}

/** Route options for POSTs that create, by those who are signed in. */
export const creating = { config: { person: 'needed', idempotent: true } } as const;

function readKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw invalid([{ path: 'Idempotency-Key', message: 'must be 1 to 200 visible characters' }]);
  return key;
}

async function replayOrClaim(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const key = request.routeOptions.config.idempotent ? readKey(request) : undefined;
  if (key === undefined) return undefined;
  const asked = JSON.stringify([request.method, request.url, request.body]);
  const requestHash = createHash('sha256').update(asked).digest('base64url');
  const { db } = request.server.context;
  const kept = await claimIdempotencyKey(db, { userId: viewerOf(request).id, key, requestHash });
  if (!kept) {
    request.heldKey = key;
    return undefined;
  }
  if (kept.requestHash !== requestHash)
    throw conflict('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request: choose a new one.');
  if (kept.status === null)
    throw conflict('REQUEST_IN_PROGRESS', 'The first request with this Idempotency-Key is still under way.');
  reply.code(kept.status).header('idempotency-replayed', 'true').type('application/json; charset=utf-8');
  reply.serializer((payload: unknown) => JSON.stringify(payload));
  return reply.send(kept.body);
}

export const idempotencyPlugin = fp(async (app) => {
  app.decorateRequest('heldKey', undefined);
  app.addHook('preHandler', replayOrClaim);
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.heldKey === undefined || !request.viewer) return payload;
    const key = request.heldKey;
    request.heldKey = undefined;
    const { db } = app.context;
    const isMade = reply.statusCode < 300 && typeof payload === 'string' && payload !== '';
    if (isMade) await keepAnswer(db, request.viewer.id, key, reply.statusCode, JSON.parse(payload));
    else await releaseIdempotencyKey(db, request.viewer.id, key);
    return payload;
  });
});
