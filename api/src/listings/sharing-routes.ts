// Listings between organisations: /listings/:id/partners, /listings/:id/transfer, /transfers/:id/…, and an organisation's lists of both.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { creating } from '../plugins/idempotency.ts';
import { signedIn, viewerOf } from '../plugins/viewer.ts';
import { invitePartner, joinAsPartner, listPartners, listPartnerships, removePartner } from './partner-service.ts';
import * as schemas from './sharing-schemas.ts';
import { acceptTransfer, cancelTransfer, declineTransfer, listTransfers, requestTransfer } from './transfer-service.ts';

export const sharingRoutes: FastifyPluginAsyncZod = async (app) => {
  const { context } = app;
  app.post('/listings/:id/partners', { ...creating, schema: schemas.invitePartner }, async (request, reply) => {
    reply.code(201);
    return invitePartner(context, viewerOf(request), request.params.id, request.body);
  });
  app.get('/listings/:id/partners', { ...signedIn, schema: schemas.listPartners }, async (request) =>
    listPartners(context, viewerOf(request), request.params.id),
  );
  app.post(
    '/listings/:id/partners/:organisationId/accept',
    { ...signedIn, schema: schemas.joinAsPartner },
    async (request) => joinAsPartner(context, viewerOf(request), request.params.id, request.params.organisationId),
  );
  app.delete(
    '/listings/:id/partners/:organisationId',
    { ...signedIn, schema: schemas.removePartner },
    async (request, reply) => {
      await removePartner(context, viewerOf(request), request.params.id, request.params.organisationId);
      return reply.code(204).send();
    },
  );
  app.get('/organisations/:slug/partnerships', { ...signedIn, schema: schemas.listPartnerships }, async (request) =>
    listPartnerships(context, viewerOf(request), request.params.slug, request.query),
  );

  app.post('/listings/:id/transfer', { ...creating, schema: schemas.requestTransfer }, async (request, reply) => {
    reply.code(201);
    return requestTransfer(context, viewerOf(request), request.params.id, request.body);
  });
  app.get('/organisations/:slug/transfers', { ...signedIn, schema: schemas.listTransfers }, async (request) =>
    listTransfers(context, viewerOf(request), request.params.slug, request.query),
  );
  const decisions = [
    ['accept', acceptTransfer, schemas.acceptTransfer],
    ['decline', declineTransfer, schemas.declineTransfer],
    ['cancel', cancelTransfer, schemas.cancelTransfer],
  ] as const;
  for (const [word, decide, schema] of decisions)
    app.post(`/transfers/:id/${word}`, { ...signedIn, schema }, async (request) =>
      decide(context, viewerOf(request), request.params.id),
    );
};
