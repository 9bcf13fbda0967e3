// Keys for an organisation's own programs: /organisations/:slug/api-keys
import { ApiKey, CreateApiKeyBody, NewApiKey } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endpointsOf } from '../plugins/endpoint.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { itemsOf, SlugOrId, SlugParams } from '../requests.ts';
import { createKey, listKeys, revokeKey } from './key-service.ts';

const endpoint = endpointsOf('organisations');

const list = endpoint(
  'listApiKeys',
  'Its keys for programs that were not taken back (owners, staff), the newest first',
  {
    takes: { params: SlugParams },
    gives: itemsOf(ApiKey),
    fails: [403, 404],
  },
);
const create = endpoint('createApiKey', 'Make a key for its own programs (owners)', {
  description:
    'The reply is the only place where the key stands, so it takes no Idempotency-Key. Programs send it as a bearer token. It acts for this organisation alone, in the name of whoever made it and for as long as they are an owner. Operations that take keys list `apiKey` with the scope they need; others answer 403 KEY_NOT_ALLOWED.',
  takes: { params: SlugParams, body: CreateApiKeyBody },
  makes: NewApiKey,
  fails: [403, 404, 409],
});
const revoke = endpoint('revokeApiKey', 'Take a key back (owners, staff): it stops working at once', {
  takes: { params: z.object({ slug: SlugOrId, id: z.uuid() }) },
  fails: [403, 404],
});

export const keyRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/organisations/:slug/api-keys', { ...signedIn, schema: list }, async (request) =>
    listKeys(context, viewerOf(request), request.params.slug),
  );
  app.post('/organisations/:slug/api-keys', { ...signedIn, schema: create }, async (request, reply) => {
    reply.code(201);
    return createKey(context, viewerOf(request), request.params.slug, request.body);
  });
  app.delete('/organisations/:slug/api-keys/:id', { ...signedIn, schema: revoke }, async (request, reply) => {
    await revokeKey(context, viewerOf(request), request.params.slug, request.params.id);
    return reply.code(204).send();
  });
};
