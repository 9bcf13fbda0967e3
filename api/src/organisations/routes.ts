// Organisations: /organisations
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { listOwnListings } from '../listings/service.ts';
import { cacheFor } from '../plugins/caching.ts';
import { creating } from '../plugins/idempotency.ts';
import { signedIn, signedInOrReader, viewerOf } from '../plugins/viewer.ts';
import * as schemas from './schemas.ts';
import { createOrganisation, findOrganisations, getOrganisation, toPublic, updateOrganisation } from './service.ts';

export const organisationRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.post('/organisations', { ...creating, schema: schemas.create }, async (request, reply) => {
    reply.code(201);
    return createOrganisation(context, viewerOf(request), request.body);
  });
  app.get('/organisations', { ...signedIn, schema: schemas.find }, async (request) => ({
    items: await findOrganisations(context, viewerOf(request), request.query),
  }));
  app.get('/organisations/:slug', { schema: schemas.get }, async (request, reply) => {
    const organisation = await getOrganisation(context.db, request.params.slug);
    cacheFor(reply, 30);
    return toPublic(organisation);
  });
  app.patch('/organisations/:slug', { ...signedIn, schema: schemas.update }, async (request) =>
    updateOrganisation(context, viewerOf(request), request.params.slug, request.body),
  );
  app.get('/organisations/:slug/listings', { ...signedInOrReader, schema: schemas.listListings }, async (request) =>
    listOwnListings(context, viewerOf(request), request.params.slug, request.query),
  );
};
