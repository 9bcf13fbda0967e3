// The reviewed level of evidence: PUT /listings/:id/evidence-review, and /admin/reviewers, who set it.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import * as schemas from './review-evidence-schemas.ts';
import { appointReviewer, dismissReviewer, listReviewers, reviewEvidence } from './review-evidence-service.ts';

export const evidenceReviewRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.put('/listings/:id/evidence-review', { ...signedIn, schema: schemas.review }, async (request) =>
    reviewEvidence(context, viewerOf(request), request.params.id, request.body),
  );
  app.get('/admin/reviewers', { ...signedIn, schema: schemas.list }, async (request) =>
    listReviewers(context, viewerOf(request)),
  );
  app.post('/admin/reviewers', { ...signedIn, schema: schemas.appoint }, async (request) =>
    appointReviewer(context, viewerOf(request), request.body.email),
  );
  app.delete('/admin/reviewers/:id', { ...signedIn, schema: schemas.dismiss }, async (request, reply) => {
    await dismissReviewer(context, viewerOf(request), request.params.id);
    return reply.code(204).send();
  });
};
