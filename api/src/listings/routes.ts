// Listings: /listings, reading and writing one. Finding them stands in search-routes, their life in lifecycle-routes.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { forbidden } from '../errors.ts';
import { cacheFor } from '../plugins/caching.ts';
import { creatingOrWriter } from '../plugins/idempotency.ts';
import { maybeSignedIn, signedInOrReader, signedInOrWriter, viewerOf } from '../plugins/viewer.ts';
import { updateListing } from './edit-service.ts';
import * as schemas from './schemas.ts';
import { createListing, deleteDraft, getListing, listHistory, recordView } from './service.ts';

export const listingRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.post('/listings', { ...creatingOrWriter, schema: schemas.create }, async (request, reply) => {
    reply.code(201);
    return createListing(context, viewerOf(request), request.body);
  });
  app.get('/listings/:id', { ...maybeSignedIn, schema: schemas.get }, async (request, reply) => {
    const listing = await getListing(context, request.viewer, request.params.id, request.query.content);
    reply.header('vary', 'authorization');
    if (!request.viewer) cacheFor(reply, 30);
    return listing;
  });
  app.patch('/listings/:id', { ...signedInOrWriter, schema: schemas.update }, async (request) =>
    updateListing(context, viewerOf(request), request.params.id, request.body),
  );
  app.delete('/listings/:id', { ...signedInOrWriter, schema: schemas.remove }, async (request, reply) => {
    await deleteDraft(context, viewerOf(request), request.params.id);
    return reply.code(204).send();
  });
  app.post('/listings/:id/views', { ...maybeSignedIn, schema: schemas.view }, async (request, reply) => {
    if (!request.isFromWeb) throw forbidden('Openings are counted by the pages of the exchange only.');
    await recordView(context, request.viewer, request.params.id);
    return reply.code(204).send();
  });
  app.get('/listings/:id/history', { ...signedInOrReader, schema: schemas.history }, async (request) =>
    listHistory(context, viewerOf(request), request.params.id, request.query),
  );
};
