// Shortlists: /shortlists
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { creating } from '../plugins/idempotency.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import * as schemas from './schemas.ts';
import * as service from './service.ts';

const placeOf = ({ id, listingId }: { id: string; listingId: string }) => ({ shortlistId: id, listingId });

export const shortlistRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/shortlists', { ...signedIn, schema: schemas.list }, async (request) =>
    service.listShortlists(context, viewerOf(request), request.query),
  );
  app.post('/shortlists', { ...creating, schema: schemas.create }, async (request, reply) => {
    reply.code(201);
    return service.createShortlist(context, viewerOf(request), request.body);
  });
  app.get('/shortlists/:id', { ...signedIn, schema: schemas.get }, async (request) =>
    service.getShortlist(context, viewerOf(request), request.params.id),
  );
  app.patch('/shortlists/:id', { ...signedIn, schema: schemas.rename }, async (request) =>
    service.renameShortlist(context, viewerOf(request), request.params.id, request.body),
  );
  app.delete('/shortlists/:id', { ...signedIn, schema: schemas.remove }, async (request, reply) => {
    await service.deleteShortlist(context, viewerOf(request), request.params.id);
    return reply.code(204).send();
  });
  app.post('/shortlists/:id/items', { ...creating, schema: schemas.add }, async (request, reply) => {
    reply.code(201);
    return service.addToShortlist(context, viewerOf(request), request.params.id, request.body);
  });
  app.patch('/shortlists/:id/items/:listingId', { ...signedIn, schema: schemas.updateItem }, async (request) =>
    service.updateShortlistItem(context, viewerOf(request), placeOf(request.params), request.body),
  );
  app.delete('/shortlists/:id/items/:listingId', { ...signedIn, schema: schemas.takeOff }, async (request, reply) => {
    await service.takeOffShortlist(context, viewerOf(request), placeOf(request.params));
    return reply.code(204).send();
  });
};
