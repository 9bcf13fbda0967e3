// Every code list with its labels: /reference
import { Reference } from '@exchange/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { cacheFor } from '../plugins/caching.ts';
import { endpointsOf, nobody } from '../plugins/endpoint.ts';
import { getReference } from './service.ts';

const endpoint = endpointsOf('reference');

const schema = endpoint('getReference', 'Every code list with its labels', { security: nobody, gives: Reference });

export const referenceRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get('/reference', { schema }, async (_request, reply) => {
    cacheFor(reply, 300);
    return getReference(app.context);
  });
};
