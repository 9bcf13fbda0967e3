// Matches: /matches, and who a listing fits: /listings/:id/audience
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { getAudience } from './audience-service.ts';
import { fairnessRoutes } from './fairness-routes.ts';
import * as schemas from './schemas.ts';
import * as service from './service.ts';

export const matchRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  await app.register(fairnessRoutes);
  app.get('/matches', { ...signedIn, schema: schemas.list }, async (request) =>
    service.listMatches(context, viewerOf(request), request.query),
  );
  app.get('/matches/listings', { ...signedIn, schema: schemas.listByListing }, async (request) =>
    service.listMatchedListings(context, viewerOf(request), request.query),
  );
  app.post('/matches/mark', { ...signedIn, schema: schemas.mark }, async (request) =>
    service.markMatches(context, viewerOf(request), request.body),
  );
  app.get('/listings/:id/audience', { ...signedIn, schema: schemas.audience }, async (request) =>
    getAudience(context, viewerOf(request), request.params.id),
  );
  app.get('/matches/:id', { ...signedIn, schema: schemas.get }, async (request) =>
    service.getMatch(context, viewerOf(request), request.params.id),
  );
  app.post('/matches/:id/seen', { ...signedIn, schema: schemas.seen }, async (request) =>
    service.markSeen(context, viewerOf(request), request.params.id),
  );
  app.post('/matches/:id/shortlist', { ...signedIn, schema: schemas.shortlist }, async (request) =>
    service.shortlist(context, viewerOf(request), request.params.id),
  );
  app.post('/matches/:id/reopen', { ...signedIn, schema: schemas.reopen }, async (request) =>
    service.reopen(context, viewerOf(request), request.params.id),
  );
  app.post('/matches/:id/dismiss', { ...signedIn, schema: schemas.dismiss }, async (request) =>
    service.dismiss(context, viewerOf(request), request.params.id, request.body),
  );
};
