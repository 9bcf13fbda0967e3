// The steps in the life of a listing: POST /listings/:id/submit, /publish, /request-changes, /decline, /pause, /resume, /archive, /reopen
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { signedIn, signedInOrWriter, viewerOf } from '../plugins/viewer.ts';
import { declineListing, publishListing, requestChanges } from './decision-service.ts';
import {
  archiveListing,
  confirmListing,
  pauseListing,
  reopenListing,
  scheduleListing,
  resumeListing,
  submitListing,
} from './lifecycle-service.ts';
import * as schemas from './schemas.ts';

export const lifecycleRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.post('/listings/:id/submit', { ...signedInOrWriter, schema: schemas.submit }, async (request) =>
    submitListing(context, viewerOf(request), request.params.id),
  );
  app.post('/listings/:id/publish', { ...signedInOrWriter, schema: schemas.publish }, async (request) =>
    publishListing(context, viewerOf(request), request.params.id),
  );
  app.post('/listings/:id/request-changes', { ...signedIn, schema: schemas.requestChanges }, async (request) =>
    requestChanges(context, viewerOf(request), request.params.id, request.body.note),
  );
  app.post('/listings/:id/decline', { ...signedIn, schema: schemas.decline }, async (request) =>
    declineListing(context, viewerOf(request), request.params.id, request.body.reason),
  );
  app.post('/listings/:id/schedule', { ...signedInOrWriter, schema: schemas.schedule }, async (request) => {
    const { publishAt } = request.body;
    return scheduleListing(
      context,
      viewerOf(request),
      request.params.id,
      publishAt === null ? null : new Date(publishAt),
    );
  });
  app.post('/listings/:id/confirm', { ...signedInOrWriter, schema: schemas.confirm }, async (request) =>
    confirmListing(context, viewerOf(request), request.params.id),
  );
  app.post('/listings/:id/pause', { ...signedInOrWriter, schema: schemas.pause }, async (request) =>
    pauseListing(context, viewerOf(request), request.params.id),
  );
  app.post('/listings/:id/resume', { ...signedInOrWriter, schema: schemas.resume }, async (request) =>
    resumeListing(context, viewerOf(request), request.params.id),
  );
  app.post('/listings/:id/archive', { ...signedInOrWriter, schema: schemas.archive }, async (request) =>
    archiveListing(context, viewerOf(request), request.params.id, request.body?.reason),
  );
  app.post('/listings/:id/reopen', { ...signedInOrWriter, schema: schemas.reopen }, async (request) =>
    reopenListing(context, viewerOf(request), request.params.id),
  );
};
