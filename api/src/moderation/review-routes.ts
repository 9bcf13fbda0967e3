// Reviewing: what the exchange team does with what waits, and what writers read and answer.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import * as schemas from './review-schemas.ts';
import {
  addComment,
  answerComment,
  claimReview,
  endSample,
  getReview,
  saveChecklist,
  unclaimReview,
} from './review-service.ts';

export const reviewRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/listings/:id/review', { ...signedIn, schema: schemas.get }, async (request) =>
    getReview(context, viewerOf(request), request.params.id),
  );
  app.post(
    '/listings/:id/review/comments/:commentId/answer',
    { ...signedIn, schema: schemas.answer },
    async (request) =>
      answerComment(context, viewerOf(request), request.params.id, {
        id: request.params.commentId,
        text: request.body.text,
      }),
  );
  app.post('/admin/reviews/:id/claim', { ...signedIn, schema: schemas.claim }, async (request) =>
    claimReview(context, viewerOf(request), request.params.id),
  );
  app.post('/admin/reviews/:id/unclaim', { ...signedIn, schema: schemas.unclaim }, async (request) =>
    unclaimReview(context, viewerOf(request), request.params.id),
  );
  app.post('/admin/reviews/:id/checklist', { ...signedIn, schema: schemas.checklist }, async (request) =>
    saveChecklist(context, viewerOf(request), request.params.id, request.body.points),
  );
  app.post('/admin/reviews/:id/comments', { ...signedIn, schema: schemas.comment }, async (request) =>
    addComment(context, viewerOf(request), request.params.id, request.body),
  );
  app.post('/admin/reviews/:id/looked-at', { ...signedIn, schema: schemas.lookedAt }, async (request) =>
    endSample(context, viewerOf(request), request.params.id),
  );
};
