// A person's own account: /me
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { deleteMe, exportMe, getMe, renameMe } from './me-service.ts';
import * as schemas from './schemas.ts';
import { beginSecondFactor, confirmFactor, getSecondFactor, removeFactor } from './second-factor-service.ts';

export const meRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.get('/me', { ...signedIn, schema: schemas.getMe }, async (request) => getMe(context, viewerOf(request)));
  app.patch('/me', { ...signedIn, schema: schemas.updateMe }, async (request) =>
    renameMe(context, viewerOf(request), request.body.name),
  );
  app.post('/me/export', { ...signedIn, schema: schemas.exportMe }, async (request) =>
    exportMe(context, viewerOf(request)),
  );
  app.delete('/me', { ...signedIn, schema: schemas.deleteMe }, async (request, reply) => {
    await deleteMe(context, viewerOf(request));
    return reply.code(204).send();
  });

  app.get('/me/second-factor', { ...signedIn, schema: schemas.getSecondFactor }, async (request) =>
    getSecondFactor(context, viewerOf(request)),
  );
  app.post('/me/second-factor', { ...signedIn, schema: schemas.beginSecondFactor }, async (request) =>
    beginSecondFactor(context, viewerOf(request), request.body.password),
  );
  app.post('/me/second-factor/confirm', { ...signedIn, schema: schemas.confirmSecondFactor }, async (request) =>
    confirmFactor(context, viewerOf(request), request.body.code),
  );
  app.post('/me/second-factor/remove', { ...signedIn, schema: schemas.removeSecondFactor }, async (request, reply) => {
    await removeFactor(context, viewerOf(request), request.body.code);
    return reply.code(204).send();
  });
};
