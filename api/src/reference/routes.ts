// Every code list with its labels: /reference
import { Reference } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { cacheFor } from '../plugins/caching.ts';
import { endpoint } from '../plugins/endpoint.ts';
import { getReference } from './service.ts';

const schema = endpoint(
  {
    operationId: 'getReference',
    tags: ['reference'],
    summary: 'Every code list with its labels',
    response: { 200: Reference },
  },
  [],
);

export const referenceRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get('/reference', { schema }, async (_request, reply) => {
    cacheFor(reply, 300);
    return getReference(app.context);
  });
};
