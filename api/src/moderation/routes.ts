// The exchange team's side: /admin
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { trustOrganisation, verifyOrganisation } from '../organisations/service.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import * as schemas from './schemas.ts';
import { listAudit, listOrganisations, listQueue } from './service.ts';

export const moderationRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/admin/review-queue', { ...signedIn, schema: schemas.queue }, async (request) =>
    listQueue(context, viewerOf(request), request.query),
  );
  app.get('/admin/organisations', { ...signedIn, schema: schemas.organisations }, async (request) =>
    listOrganisations(context, viewerOf(request), request.query),
  );
  app.post('/admin/organisations/:id/verify', { ...signedIn, schema: schemas.verify }, async (request) =>
    verifyOrganisation(context, viewerOf(request), request.params.id),
  );
  app.post('/admin/organisations/:id/trust', { ...signedIn, schema: schemas.trust }, async (request) =>
    trustOrganisation(context, viewerOf(request), request.params.id, request.body.trusted),
  );
  app.get('/admin/audit', { ...signedIn, schema: schemas.audit }, async (request) =>
    listAudit(context, viewerOf(request), request.query),
  );
};
