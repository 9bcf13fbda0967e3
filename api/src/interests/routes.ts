// Interests: /interests
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { creatingOrWriter } from '../plugins/idempotency.ts';
import { signedIn, signedInOrReader, signedInOrWriter, viewerOf } from '../plugins/viewer.ts';
import { interestFeedbackRoutes } from './feedback-routes.ts';
import * as schemas from './schemas.ts';
import * as service from './service.ts';
import { listSuggested, putAside } from './suggested-service.ts';

export const interestRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  await app.register(interestFeedbackRoutes);
  app.post('/interests', { ...creatingOrWriter, schema: schemas.create }, async (request, reply) => {
    reply.code(201);
    return service.createInterest(context, viewerOf(request), request.body);
  });
  app.get('/interests', { ...signedInOrReader, schema: schemas.list }, async (request) =>
    service.listInterests(context, viewerOf(request), request.query),
  );
  app.post('/interests/preview', { ...signedInOrReader, schema: schemas.preview }, async (request) =>
    service.previewInterest(context, viewerOf(request), request.body),
  );
  app.get('/interests/suggested', { ...signedInOrReader, schema: schemas.suggested }, async (request) =>
    listSuggested(context, viewerOf(request), request.query.organisation),
  );
  app.post('/interests/suggested/put-aside', { ...signedIn, schema: schemas.putAside }, async (request, reply) => {
    await putAside(context, viewerOf(request), request.body);
    return reply.code(204).send();
  });
  app.get('/interests/:id', { ...signedInOrReader, schema: schemas.get }, async (request) =>
    service.getInterest(context, viewerOf(request), request.params.id),
  );
  app.patch('/interests/:id', { ...signedInOrWriter, schema: schemas.update }, async (request) =>
    service.updateInterest(context, viewerOf(request), request.params.id, request.body),
  );
  app.put('/interests/:id/alert', { ...signedIn, schema: schemas.alert }, async (request) =>
    service.chooseAlert(context, viewerOf(request), request.params.id, request.body.frequency),
  );
  app.delete('/interests/:id', { ...signedInOrWriter, schema: schemas.remove }, async (request, reply) => {
    await service.deleteInterest(context, viewerOf(request), request.params.id);
    return reply.code(204).send();
  });
};
