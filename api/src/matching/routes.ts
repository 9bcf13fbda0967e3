// Matches: /matches, and who a listing fits: /listings/:id/audience
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { signedInOrReader, signedInOrWriter, viewerOf } from '../plugins/viewer.ts';
import { getAudience } from './audience-service.ts';
import { fairnessRoutes } from './fairness-routes.ts';
import * as schemas from './schemas.ts';
import * as service from './service.ts';

export const matchRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  await app.register(fairnessRoutes);
  app.get('/matches', { ...signedInOrReader, schema: schemas.list }, async (request) =>
    service.listMatches(context, viewerOf(request), request.query),
  );
  app.get('/matches/listings', { ...signedInOrReader, schema: schemas.listByListing }, async (request) =>
    service.listMatchedListings(context, viewerOf(request), request.query),
  );
  app.post('/matches/mark', { ...signedInOrWriter, schema: schemas.mark }, async (request) =>
    service.markMatches(context, viewerOf(request), request.body),
  );
  app.get('/listings/:id/audience', { ...signedInOrReader, schema: schemas.audience }, async (request) =>
    getAudience(context, viewerOf(request), request.params.id),
  );
  app.get('/matches/:id', { ...signedInOrReader, schema: schemas.get }, async (request) =>
    service.getMatch(context, viewerOf(request), request.params.id),
  );
  app.post('/matches/:id/seen', { ...signedInOrWriter, schema: schemas.seen }, async (request) =>
    service.markSeen(context, viewerOf(request), request.params.id),
  );
  app.post('/matches/:id/shortlist', { ...signedInOrWriter, schema: schemas.shortlist }, async (request) =>
    service.shortlist(context, viewerOf(request), request.params.id),
  );
  app.post('/matches/:id/reopen', { ...signedInOrWriter, schema: schemas.reopen }, async (request) =>
    service.reopen(context, viewerOf(request), request.params.id),
  );
  app.post('/matches/:id/dismiss', { ...signedInOrWriter, schema: schemas.dismiss }, async (request) =>
    service.dismiss(context, viewerOf(request), request.params.id, request.body),
  );
};
