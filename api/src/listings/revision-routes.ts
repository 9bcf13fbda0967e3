// Revisions of a listing: reading them, comparing, throwing the pending one away, taking it back from review, going back.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import * as schemas from './revision-schemas.ts';
import { discardRevision, getRevision, listRevisions, restoreRevision, withdrawRevision } from './revision-service.ts';

export const revisionRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/listings/:id/revisions', { ...signedIn, schema: schemas.list }, async (request) =>
    listRevisions(context, viewerOf(request), request.params.id, request.query),
  );
  app.get('/listings/:id/revisions/:number', { ...signedIn, schema: schemas.get }, async (request) =>
    getRevision(context, viewerOf(request), request.params.id, request.params.number),
  );
  app.post('/listings/:id/revisions/:number/restore', { ...signedIn, schema: schemas.restore }, async (request) =>
    restoreRevision(context, viewerOf(request), request.params.id, request.params.number),
  );
  app.delete('/listings/:id/revision', { ...signedIn, schema: schemas.discard }, async (request, reply) => {
    await discardRevision(context, viewerOf(request), request.params.id);
    return reply.code(204).send();
  });
  app.post('/listings/:id/revision/withdraw', { ...signedIn, schema: schemas.withdraw }, async (request) =>
    withdrawRevision(context, viewerOf(request), request.params.id),
  );
};
